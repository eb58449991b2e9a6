import { type EpochRecord, type Learner, learnerOf, type TableSize } from '../learners/learner.ts';
import type { TrialMember } from './trial.ts';

/** The mean of arrays of one length, by weights with the sum 1 or by equal ones: logits of members, as the exported model averages them. */
export function meanOf(arrays: readonly Float64Array[], weights?: readonly number[]): Float64Array {
  const [first, ...others] = arrays as [Float64Array];
  if (others.length === 0) return first;
  if (weights !== undefined) {
    return first.map((_, i) => arrays.reduce((sum, array, at) => sum + weights[at]! * array[i]!, 0));
  }
  return first.map((value, i) => others.reduce((sum, other) => sum + other[i]!, value) / arrays.length);
}

/** Operations that training these members on such rows takes, roughly. */
export function costOfMembers(
  members: readonly TrialMember[],
  table: TableSize,
  learners: readonly Learner[],
): number {
  return members.reduce(
    (sum, { family, settings }) => sum + learnerOf(learners, family).cost(settings, table),
    0,
  );
}

/** The epochs of several members as one course, in the order of the members. */
export interface Course {
  readonly epochs: number;
  /** An epoch of the member with that number as one of the course. */
  counted(record: EpochRecord, member: number): EpochRecord;
}

/** The course of members that learn from so many rows. */
export function courseOf(
  members: readonly Pick<TrialMember, 'family' | 'settings'>[],
  rows: number,
  learners: readonly Learner[],
): Course {
  const planned = members.map(({ family, settings }) => learnerOf(learners, family).epochs(settings, rows));
  const before = (member: number) => planned.slice(0, member).reduce((sum, count) => sum + count, 0);
  const epochs = before(planned.length);
  return {
    epochs,
    counted: (record, member) => ({ ...record, epoch: before(member) + record.epoch, epochs }),
  };
}
