import type { RampartError } from '@rampart/core';
import type { FoldOutcome } from '../threads/outcome-file.ts';
import { memberKey, type Trial, trialOf, type TrialOptions } from './trial.ts';

/** What came of a member in a fold, without what it learned. */
export type MemberOutcome = Omit<FoldOutcome, 'fitted'>;

/** A candidate with what came of it in the folds it has been tried on so far. */
export interface TriedCandidate extends Trial {
  /** Fold → what came of each member there, in their order. */
  readonly outcomes: Map<number, readonly MemberOutcome[]>;
  /** Why it is out of the question: its training left the finite numbers. Only one that was drawn may do so. */
  failure: RampartError | undefined;
}

/** A candidate before its first fold. */
export function untried(trial: Trial): TriedCandidate {
  return { ...trial, outcomes: new Map(), failure: undefined };
}

/** A figure of a candidate's members summed over all folds, such as the seconds that their training took. */
export function sumOver({ outcomes }: TriedCandidate, figure: (outcome: MemberOutcome) => number): number {
  return [...outcomes.values()].flat().reduce((sum, outcome) => sum + figure(outcome), 0);
}

/**
 * A figure of a candidate's members, such as the numbers that they learn: the largest over the folds, whose
 * preprocessing may differ in width. Members that are left out of the model count for nothing.
 */
export function largestOf(
  { outcomes }: TriedCandidate,
  figure: (outcome: MemberOutcome) => number,
  weights?: readonly number[],
): number {
  const sums = [...outcomes.values()].map((members) =>
    members.reduce((sum, outcome, at) => (weights?.[at] === 0 ? sum : sum + figure(outcome)), 0),
  );
  return Math.max(0, ...sums);
}

/** Seconds that training and scoring took in one fold, on average. */
export function secondsPerFold(candidate: TriedCandidate): number {
  return (
    sumOver(candidate, ({ seconds, predictSeconds }) => seconds + predictSeconds) / candidate.outcomes.size
  );
}

/** Each member of a candidate as one of its own, with what came of it in the candidate's folds. */
export function partsOf(
  { members, outcomes, drawn }: TriedCandidate,
  options: TrialOptions,
): TriedCandidate[] {
  return members.map((member, at) => {
    const name = member.key === memberKey(member.name) ? member.name : member.key;
    const part = untried(trialOf({ name, members: [member], blend: 'equal', drawn }, options));
    for (const [held, all] of outcomes) part.outcomes.set(held, [all[at]!]);
    return part;
  });
}

/** The candidate that has the members of several, which have been tried on the same folds. */
export function averageOf(candidates: readonly TriedCandidate[], options: TrialOptions): TriedCandidate {
  const name = candidates.map((one) => one.name).join(' + ');
  const members = candidates.flatMap((one) => one.members);
  const average = untried(trialOf({ name, members, blend: 'auto', drawn: true }, options));
  for (const held of candidates[0]!.outcomes.keys()) {
    average.outcomes.set(
      held,
      candidates.flatMap(({ outcomes }) => outcomes.get(held)!),
    );
  }
  return average;
}
