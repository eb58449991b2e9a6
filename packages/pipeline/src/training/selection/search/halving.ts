import { runJobs } from './run-jobs.ts';

/** Refused so many in a row, it is the time that is too short, not the candidate that is too large. */
const refusalsThatEnd = 30;

/** How candidates of type T are tried and compared. */
export interface Contest<T> {
  /** Folds tried after each rung, rising. */
  readonly rungs: readonly number[];
  /** Share of a rung's candidates that the next one takes at most. */
  readonly keep: number;
  /** Fits at a time. */
  readonly width: number;
  /** Tries a candidate on one fold. */
  fit(trial: T, fold: number): Promise<void>;
  /** Loss on the first `folds` folds; infinite where it failed. */
  loss(trial: T, folds: number): number;
  /** Whether `folds` more fits of the candidate may begin. */
  admits(trial: T, rung: number, folds: number): boolean;
}

/**
 * Successive halving (Jamieson and Talwalkar, 2016), with folds as the resource: all candidates are tried on the
 * first few folds, the best of them on more, and so on, so that most of the work goes into those that may win. All
 * that are compared have been tried on the same folds. Nothing that was fitted is fitted again.
 */
export async function halve<T>(candidates: Iterable<T>, contest: Contest<T>): Promise<void> {
  const { rungs, keep, width, fit, loss, admits } = contest;
  let field = candidates;
  let tried = 0;
  for (const [rung, folds] of rungs.entries()) {
    const entered: T[] = [];
    await runJobs(fits(field, rung, tried, folds, entered), width, ({ trial, fold }) => fit(trial, fold));
    const ranked = entered
      .map((trial) => ({ trial, loss: loss(trial, folds) }))
      .filter((one) => one.loss < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.loss - b.loss);
    field = ranked.slice(0, Math.ceil(keep * entered.length)).map(({ trial }) => trial);
    tried = folds;
  }

  function* fits(from: Iterable<T>, rung: number, first: number, folds: number, entered: T[]) {
    let refusals = 0;
    for (const trial of from) {
      if (!admits(trial, rung, folds - first)) {
        if (++refusals === refusalsThatEnd) return;
        continue;
      }
      refusals = 0;
      entered.push(trial);
      for (let fold = first; fold < folds; fold++) yield { trial, fold };
    }
  }
}
