import { leafStep } from '@rampart/core/internal';
import { makeMonotone, type MonotoneLevel } from './monotone-leaves.ts';

/** A step of Newton's is not trusted beyond this. */
const largest = 10;

/** What leaves are made of. */
export interface LeafSums {
  /** Pairs [leaves × outputs]: negative gradient and second derivative. */
  readonly sums: Float64Array;
  readonly learningRate: number;
  readonly l2: number;
  /** Levels along which the one output must be monotone. */
  readonly monotone: readonly MonotoneLevel[];
}

/** A Newton step for each leaf and output, times the learning rate; written to `values`, as multiples of `leafStep`. */
export function leafValues({ sums, learningRate, l2, monotone }: LeafSums, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(Math.max(sums[2 * i]! / (sums[2 * i + 1]! + l2), -largest), largest);
  }
  if (monotone.length > 0) {
    // A leaf without rows has no say.
    const weights = values.map((_, i) => (sums[2 * i + 1]! > 0 ? sums[2 * i + 1]! + l2 : 0));
    makeMonotone(values, weights, monotone);
  }
  for (let i = 0; i < values.length; i++) values[i] = roundLeaf(learningRate * values[i]!);
}

/** The nearest multiple of `leafStep`. */
export function roundLeaf(value: number): number {
  return Math.round(value / leafStep) * leafStep;
}
