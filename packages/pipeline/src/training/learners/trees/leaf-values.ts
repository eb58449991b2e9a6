import { leafStep } from '@rampart/core/internal';

/** A step of Newton's is not trusted beyond this. */
const largest = 10;

/** What leaves are made of. */
export interface LeafSums {
  /** Pairs [leaves × outputs]: negative gradient and second derivative. */
  readonly sums: Float64Array;
  readonly learningRate: number;
  readonly l2: number;
}

/** A Newton step for each leaf and output, times the learning rate; written to `values`, multiples of `leafStep`. */
export function leafValues({ sums, learningRate, l2 }: LeafSums, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = roundLeaf(learningRate * newtonStep(sums, i, l2));
}

function newtonStep(sums: Float64Array, i: number, l2: number): number {
  return Math.min(Math.max(sums[2 * i]! / (sums[2 * i + 1]! + l2), -largest), largest);
}

/** The nearest multiple of `leafStep`. */
export function roundLeaf(value: number): number {
  return Math.round(value / leafStep) * leafStep;
}
