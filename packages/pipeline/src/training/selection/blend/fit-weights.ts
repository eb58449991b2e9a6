import { fitFactors } from './fit-factors.ts';
import type { MemberLogits } from './loss-of-sum.ts';

/** Members of a smaller weight are left out: they would cost as much as the others and say next to nothing. */
const leastWeight = 0.02;
/** Weights are whole parts of it, so that the last digits of sums over rows are no part of a model. */
const parts = 1000;

/**
 * The weights, not negative and with the sum 1, under which the mean of the members' logits has the lowest log-loss
 * after the temperature that suits it. All equal where no member tells anything of the targets.
 */
export function fitWeights(rows: MemberLogits): number[] {
  let kept = rows.members.map((_, at) => at);
  for (;;) {
    const factors = fitFactors({ ...rows, members: kept.map((at) => rows.members[at]!) });
    const sum = factors.reduce((total, factor) => total + factor, 0);
    if (sum === 0) return rows.members.map(() => 1 / rows.members.length);
    const clear = kept.filter((_, at) => factors[at]! >= leastWeight * sum);
    if (clear.length === kept.length) {
      return rounded(rows.members.map((_, at) => (factors[kept.indexOf(at)] ?? 0) / sum));
    }
    kept = clear;
  }
}

/** To whole parts with the same sum: the largest takes what is left over. */
function rounded(weights: readonly number[]): number[] {
  const whole = weights.map((weight) => Math.round(parts * weight));
  const largest = whole.indexOf(Math.max(...whole));
  whole[largest]! += parts - whole.reduce((sum, part) => sum + part, 0);
  return whole.map((part) => part / parts);
}
