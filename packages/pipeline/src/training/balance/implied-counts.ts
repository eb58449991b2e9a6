import { logitProbabilities } from '../learners/class-logits.ts';
import { classTotals } from './class-balance.ts';
import type { Labelled } from './tomek-links.ts';

/**
 * How many times what it does among these rows each class counts for a model with such logits, row-major
 * [rows × outputs]: its mean probability by the class's share. How many rows were added or removed does not tell it
 * all: Tomek links lie where classes meet, and a model that knows copies by heart does not spread what they add.
 */
export function impliedCounts(
  logits: Float64Array,
  { targets, classes, weights }: Labelled & { readonly weights?: Float32Array | undefined },
): Float64Array {
  const outputs = logits.length / targets.length;
  const expected = new Float64Array(classes);
  for (const [i, probability] of logitProbabilities(logits, outputs, 1).entries()) {
    expected[i % classes]! += probability * (weights?.[Math.floor(i / classes)] ?? 1);
  }
  const totals = classTotals(targets, classes, weights);
  // Half a row more of each, so that a probability of 0 is no division by it.
  return expected.map((sum, k) => (sum + 0.5) / (totals[k]! + 0.5));
}
