import type { RampartError } from '@rampart/core';
import { branchesOf, type Trial } from './candidate-settings.ts';
import type { FitOutcome } from '../threads/fit-task.ts';

/** A candidate with what came of it in the folds it has been tried on so far. */
export interface TriedCandidate extends Trial {
  /** Fold → logits of its rows in their order, row-major [rows × outputs]. */
  readonly logits: Map<number, Float64Array>;
  /** Fold → the same with some feature groups hidden, as `FitOutcome` has them. */
  readonly subsetLogits: Map<number, readonly Float64Array[]>;
  /** Numbers that its networks learn: the largest over the folds, whose preprocessing may differ in width. */
  parameters: number;
  /** Multiplications and additions that a row takes, roughly: networks that share weights each take theirs. */
  cost: number;
  /** Spent on training, over all folds. */
  seconds: number;
  /** Spent on scoring `predictedRows` rows. */
  predictSeconds: number;
  predictedRows: number;
  /** Why it is out of the question: its training left the finite numbers. Only one that was drawn may do so. */
  failure: RampartError | undefined;
}

/** A candidate before its first fold. */
export function untried(trial: Trial): TriedCandidate {
  return {
    ...trial,
    logits: new Map(),
    subsetLogits: new Map(),
    parameters: 0,
    cost: 0,
    seconds: 0,
    predictSeconds: 0,
    predictedRows: 0,
    failure: undefined,
  };
}

/** Notes what came of each network of a candidate in a fold of so many rows. */
export function noteFold(
  candidate: TriedCandidate,
  held: number,
  outcomes: readonly FitOutcome[],
  rows: number,
): void {
  const branches = branchesOf(candidate);
  const sum = (of: (outcome: FitOutcome, at: number) => number) =>
    outcomes.reduce((total, outcome, at) => total + of(outcome, at), 0);
  const cost = sum(({ parameters }, at) => {
    const { batchEnsemble } = branches[at]!.candidate;
    return parameters * batchEnsemble;
  });
  candidate.logits.set(held, meanOf(outcomes.map(({ logits }) => logits)));
  candidate.subsetLogits.set(held, meanSubsets(outcomes));
  candidate.parameters = Math.max(
    candidate.parameters,
    sum(({ parameters }) => parameters),
  );
  candidate.cost = Math.max(candidate.cost, cost);
  candidate.seconds += sum(({ seconds }) => seconds);
  candidate.predictSeconds += sum(({ predictSeconds }) => predictSeconds);
  candidate.predictedRows += rows;
}

/** The mean over outcomes of the logits of each subset of the feature groups. */
export function meanSubsets(outcomes: readonly FitOutcome[]): Float64Array[] {
  return outcomes[0]!.subsetLogits.map((_, subset) =>
    meanOf(outcomes.map(({ subsetLogits }) => subsetLogits[subset]!)),
  );
}

/** The mean of arrays of one length; the array itself where there is one. */
export function meanOf(arrays: readonly Float64Array[]): Float64Array {
  const [first, ...others] = arrays as [Float64Array];
  if (others.length === 0) return first;
  return first.map((value, i) => others.reduce((sum, other) => sum + other[i]!, value) / arrays.length);
}
