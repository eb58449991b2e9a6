import { logSumExp } from '../../learners/network/logit-loss.ts';

/** Logits of several members of the same rows, each row-major [rows × outputs], with targets as in `logitLoss`. */
export interface MemberLogits {
  readonly members: readonly Float64Array[];
  readonly outputs: number;
  readonly targets: ArrayLike<number>;
  /** Rows of weight 0 count for nothing; all 1 where left out. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The log-loss of a weighted sum of logits over all rows, and its derivatives by the factors. */
export interface LossOfSum {
  readonly loss: number;
  readonly gradient: Float64Array;
  /** Row-major [members × members]. */
  readonly curvature: Float64Array;
}

/** The same logits with one for each of two classes, that of the other class being 0. */
export function withBothClasses(rows: MemberLogits): MemberLogits {
  if (rows.outputs > 1) return rows;
  const both = (logits: Float64Array) => {
    const pairs = new Float64Array(2 * logits.length);
    for (let row = 0; row < logits.length; row++) pairs[2 * row + 1] = logits[row]!;
    return pairs;
  };
  return { ...rows, members: rows.members.map(both), outputs: 2 };
}

/** The loss of the members' logits times their factors, with a logit for every class. */
export function lossOfSum(
  { members, outputs, targets, weights }: MemberLogits,
  factors: ArrayLike<number>,
): LossOfSum {
  const count = members.length;
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count * count);
  const sums = new Float64Array(outputs);
  const means = new Float64Array(count);
  let loss = 0;
  for (let row = 0, start = 0; row < targets.length; row++, start += outputs) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    sums.fill(0);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < outputs; k++) sums[k]! += factors[i]! * members[i]![start + k]!;
    }
    const all = logSumExp(sums, 0, outputs);
    loss += weight * (all - sums[targets[row]!]!);
    const shares = sums.map((sum) => Math.exp(sum - all));
    for (let i = 0; i < count; i++) {
      means[i] = shares.reduce((sum, share, k) => sum + share * members[i]![start + k]!, 0);
      gradient[i]! += weight * (means[i]! - members[i]![start + targets[row]!]!);
      for (let j = 0; j <= i; j++) {
        const product = shares.reduce(
          (sum, share, k) => sum + share * members[i]![start + k]! * members[j]![start + k]!,
          0,
        );
        curvature[i * count + j]! += weight * (product - means[i]! * means[j]!);
      }
    }
  }
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) curvature[j * count + i] = curvature[i * count + j]!;
  }
  return { loss, gradient, curvature };
}
