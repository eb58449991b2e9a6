import type { RampartError } from '@rampart/core';
import type { FoldOutcome } from '../threads/outcome-file.ts';
import { meanOf } from './ensemble.ts';
import type { Trial } from './trial.ts';

/** A candidate with what came of it in the folds it has been tried on so far. */
export interface TriedCandidate extends Trial {
  /** Fold → logits of its rows in their order, row-major [rows × outputs]. */
  readonly logits: Map<number, Float64Array>;
  /** Numbers that each member learns: the most over the folds, whose preprocessing may differ in width. */
  parameters: readonly number[];
  /** Multiplications and additions that a row takes, roughly. */
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
    parameters: trial.members.map(() => 0),
    cost: 0,
    seconds: 0,
    predictSeconds: 0,
    predictedRows: 0,
    failure: undefined,
  };
}

/** Notes what came of each member of a candidate in a fold of so many rows. */
export function noteFold(
  candidate: TriedCandidate,
  held: number,
  outcomes: readonly Omit<FoldOutcome, 'fitted'>[],
  rows: number,
): void {
  const sum = (of: (outcome: Omit<FoldOutcome, 'fitted'>) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  candidate.logits.set(held, meanOf(outcomes.map(({ logits }) => logits)));
  candidate.parameters = candidate.parameters.map((most, at) => Math.max(most, outcomes[at]!.parameters));
  candidate.cost = Math.max(
    candidate.cost,
    sum(({ rowCost }) => rowCost),
  );
  candidate.seconds += sum(({ seconds }) => seconds);
  candidate.predictSeconds += sum(({ predictSeconds }) => predictSeconds);
  candidate.predictedRows += rows;
}
