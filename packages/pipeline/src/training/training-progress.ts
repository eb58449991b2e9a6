import type { Config } from '@rampart/core';
import { rungFolds } from './selection/search/rungs.ts';
import type { Trial } from './selection/trial.ts';
import { budgetSeconds } from './selection/search/search-candidates.ts';

/** Tells how far a training is, in [0, 1] and never falling. */
export interface TrainingProgress {
  /** One candidate's fold is done. */
  fitted(note: string): void;
  /** So much of the last fits is done. */
  final(fraction: number, note: string): void;
}

/** Counts fits, each as long as the others; under a budget of time that many may be unknown, so seconds count. */
export function createTrainingProgress(
  training: Config['training'],
  /** Candidates of the configuration that are tried. */
  fixed: readonly Trial[],
  elapsed: () => number,
  report: (fraction: number, note: string) => void,
): TrainingProgress {
  const budget = budgetSeconds(training);
  // The last fits are on all rows rather than from all but a fold.
  const last = training.folds / (training.folds - 1);
  const incomplete = fixed.some((trial) => trial.incomplete.length > 0) ? training.folds : 0;
  const total = outOfFoldFits(fixed.length, training) + incomplete + last;
  let done = 0;
  let selected = 0;
  return {
    fitted(note) {
      done++;
      const share = budget < Number.POSITIVE_INFINITY ? elapsed() / budget : done / total;
      selected = Math.min(1, Math.max(selected, share));
      report(selected, note);
    },
    final: (fraction, note) => report(selected + fraction * (1 - selected), note),
  };
}

/** Folds of all candidates and rungs; without those whose number only time tells. */
function outOfFoldFits(fixed: number, { folds, search }: Config['training']): number {
  let fits = fixed * folds;
  let field = search.trials;
  let before = 0;
  for (const tried of rungFolds(folds, search.keep)) {
    fits += field * (tried - before);
    field = Math.ceil(field * search.keep);
    before = tried;
  }
  return fits;
}
