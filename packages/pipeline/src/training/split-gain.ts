import { type Learner, learnerOf } from './learners/learner.ts';
import type { FittedMember } from './trained-model.ts';

/**
 * The share of each of so many encoded columns in what the splits of these members took off the training loss; null
 * where no member splits.
 */
export function splitGain(
  members: readonly FittedMember[],
  learners: readonly Learner[],
  columns: number,
): Float64Array | null {
  const gains = members.flatMap(({ family, fitted }) => learnerOf(learners, family).gain?.(fitted) ?? []);
  const sums = new Float64Array(columns);
  for (const gain of gains) for (const [column, nats] of gain.entries()) sums[column]! += nats;
  const total = sums.reduce((sum, nats) => sum + nats, 0);
  return total > 0 ? sums.map((nats) => nats / total) : null;
}
