import type { Config, Random } from '@rampart/core';
import { milliseconds } from '@rampart/core/internal';
import type { Trial, TrialMember, TrialOptions } from '../trial.ts';
import { partsOf, secondsPerFold, type TriedCandidate, untried } from '../tried-candidate.ts';
import { averageBest } from './average-best.ts';
import { drawTrials } from './draw-trials.ts';
import { halve } from './halving.ts';
import { rungEnds, rungFolds } from './rungs.ts';
import { SecondsEstimate } from './seconds-estimate.ts';
import { TimeLimit } from './time-limit.ts';

/** What a search needs; times are seconds. */
export interface SearchOptions {
  /** What candidates are drawn with. */
  readonly trial: TrialOptions;
  readonly random: Random;
  /** The candidates of the configuration, tried on every fold. */
  readonly fixed: readonly TriedCandidate[];
  /** Fits at a time. */
  readonly width: number;
  fit(candidate: TriedCandidate, fold: number): Promise<void>;
  /** Mean loss on the first `folds` folds. */
  loss(candidate: TriedCandidate, folds: number): number;
  /** Operations that one fit of members takes. */
  costOf(members: readonly TrialMember[]): number;
  /** Seconds since the training began, which the budget counts from. */
  elapsed(): number;
}

/** Share of a budget kept for the last fits of several members. */
const averageShare = 0.2;
/** Share of a budget that one drawn candidate may take on all folds: more would be a bet on few. */
const candidateShare = 0.1;

/** Whether the settings ask for a search. */
export function wantsSearch({ search }: Config['training']): boolean {
  return search.trials > 0 || search.budget !== 'none';
}

/** Seconds that a training may take; infinite where there is no budget. */
export function budgetSeconds({ search }: Config['training']): number {
  return search.budget === 'none' ? Number.POSITIVE_INFINITY : milliseconds(search.budget) / 1000;
}

/**
 * Tries random candidates by successive halving and returns all that were tried, and after them the average of the
 * best where that is better than any. With `trials` alone the outcome depends on the seed only; under a budget it
 * depends on how fast the machine is, and nothing begins that could not be over in time.
 */
export async function searchCandidates(options: SearchOptions): Promise<TriedCandidate[]> {
  const { trial, random, width, fit, loss } = options;
  const { folds, search } = trial.config.training;
  const rungs = rungFolds(folds, search.keep);
  const drawn: TriedCandidate[] = [];
  const clock = createClock(options, rungs);
  await halve(candidates(drawTrials(trial, random)), {
    rungs,
    // Under a budget alone the time decides how many go on, the best first.
    keep: search.trials > 0 ? search.keep : 1,
    width,
    fit: async (candidate, fold) => clock.measure(candidate, fold, () => fit(candidate, fold)),
    loss,
    admits(candidate, rung, more) {
      if (!clock.admits(candidate, rung, more)) return false;
      if (rung === 0) drawn.push(candidate);
      return true;
    },
  });
  if (search.average === 1) return drawn;
  // Those that are averages themselves would count for more than one, but what they are of may do well with others.
  const averages = options.fixed.filter(({ members }) => members.length > 1);
  const parts = averages.flatMap((candidate) => partsOf(candidate, trial));
  const finished = [...options.fixed, ...parts, ...drawn].filter(
    ({ outcomes, failure, members }) =>
      outcomes.size === folds && failure === undefined && members.length === 1,
  );
  // A member that is a candidate of its own and one of an average is one.
  const keys = finished.map((one) => one.members[0]!.key);
  const average = averageBest(
    finished.filter((_, at) => keys.indexOf(keys[at]!) === at),
    {
      most: search.average,
      trial,
      loss: (candidate) => loss(candidate, folds),
      admits: (some) => clock.canRefit(some),
    },
  );
  return average ? [...drawn, average] : drawn;

  function* candidates(trials: Iterable<Trial>) {
    for (const trial of trials) {
      if (search.trials > 0 && drawn.length === search.trials) return;
      yield untried(trial);
    }
  }
}

/** What a search under a budget knows of time; without a budget it lets everything begin. */
function createClock(
  { trial: { config }, fixed, width, costOf, elapsed }: SearchOptions,
  rungs: readonly number[],
) {
  const { folds, search } = config.training;
  const end = budgetSeconds(config.training);
  // The last fits are on all rows rather than on all but a fold, and as many at a time as the others. The member for
  // incomplete rows is trained on every fold and on all rows.
  const last = folds / (folds - 1);
  const lastFits = (seconds: readonly number[], incomplete: number) => {
    const sum = seconds.reduce((total, one) => total + one, 0);
    const work = sum * last + incomplete * (folds + last);
    return (work + (width - 1) * Math.max(...seconds) * last) / width;
  };
  // An average has a share of the time, within which `canRefit` says how many members it may be of: time for as many
  // as allowed, all as long as the longest, would leave little for the search.
  const shared = search.average > 1 ? averageShare * end : 0;
  const estimate = new SecondsEstimate();
  /** An average has the cheapest of its candidates' members for incomplete rows. */
  const incompleteOf = (some: readonly Trial[]) => {
    const costs = some.map(({ incomplete }) => costOf(incomplete)).filter((cost) => cost > 0);
    return costs.length > 0 ? estimate.of(Math.min(...costs)) : 0;
  };
  const refitOf = (one: Trial, seconds: number) => Math.max(lastFits([seconds], incompleteOf([one])), shared);
  if (end === Number.POSITIVE_INFINITY) {
    return {
      admits: () => true,
      canRefit: () => true,
      measure: (_: TriedCandidate, __: number, work: () => Promise<void>) => work(),
    };
  }
  for (const candidate of fixed) estimate.note(costOf(candidate.members), secondsPerFold(candidate));
  const estimateOf = (candidate: TriedCandidate) =>
    candidate.outcomes.size > 0 ? secondsPerFold(candidate) : estimate.of(costOf(candidate.members));
  const limit = new TimeLimit<TriedCandidate>({
    now: elapsed,
    end,
    rungs,
    rungEnds: rungEnds(rungs, search.keep),
    width,
    refit: Math.max(...fixed.map((one) => refitOf(one, secondsPerFold(one)))),
    estimate(candidate) {
      const seconds = estimateOf(candidate);
      return { fit: seconds, refit: refitOf(candidate, seconds) };
    },
  });
  // What the configuration itself tries is never too long to draw, however short the budget.
  const longest = Math.max((candidateShare * end * width) / folds, ...fixed.map(secondsPerFold));
  return {
    admits: (candidate: TriedCandidate, rung: number, more: number) =>
      (rung > 0 || estimateOf(candidate) <= longest) && limit.admits(candidate, rung, more),
    canRefit(some: readonly TriedCandidate[]) {
      return elapsed() + lastFits(some.map(secondsPerFold), incompleteOf(some)) <= end;
    },
    async measure(candidate: TriedCandidate, fold: number, work: () => Promise<void>) {
      await work();
      limit.over(candidate);
      const [outcome] = candidate.outcomes.get(fold) ?? [];
      if (outcome) estimate.note(costOf(candidate.members), outcome.seconds + outcome.predictSeconds);
    },
  };
}
