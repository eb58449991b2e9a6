import { join } from 'node:path';
import { digestOf } from '@rampart/core/internal';
import { onlyEncoded, rowsWhere } from '../features/encoded-rows.ts';
import { splitGroups } from '../splitting/split-groups.ts';
import { type EpochRecord, type Fit, learnerOf } from './learners/learner.ts';
import { courseOf } from './selection/ensemble.ts';
import { runJobs } from './selection/search/run-jobs.ts';
import type { Trial, TrialMember } from './selection/trial.ts';
import type { FitPool } from './threads/fit-pool.ts';
import type { TrainModelOptions } from './train-options.ts';
import { whyCold } from './warm-start.ts';
import type { FinalEnsemble, FittedMember } from './trained-model.ts';

/** What is trained on all rows, with the weights of the members where they are not equal. */
type FinalTrial = Pick<Trial, 'name' | 'members' | 'incomplete'> & Pick<FinalEnsemble, 'weights'>;

/** Threads for one member: a batch has too few rows for many more. */
const mostThreads = 4;

/**
 * Trains the members of the chosen candidate on all rows, or on all but the share that early stopping is to watch.
 * Only here may members go on from others: those may have learned from any of these rows, so that out-of-fold scores
 * of what came of them would flatter.
 */
export async function fitFinal(
  options: TrainModelOptions & { readonly pool: FitPool },
  { name, members, weights, incomplete }: FinalTrial,
  onProgress: (fraction: number) => void,
): Promise<FinalEnsemble> {
  const { warmStart, labels, config, pool, onEpoch } = options;
  const cold = warmStart ? whyCold(warmStart.model, { ...options, members }, pool.learners) : null;
  const warm = warmStart && cold === null ? warmStart.model!.members : undefined;
  // A warm start does not go on from those for incomplete rows.
  const jobs: FinalJob[] = [
    ...members.map((member, at): FinalJob => {
      if (warm === undefined) return member;
      const settings = learnerOf(pool.learners, member.family).warm(member.settings);
      return { ...member, settings, start: warm[at]!.fitted };
    }),
    ...incomplete,
  ];
  const { epochs, counted } = courseOf(jobs, labels.length, pool.learners);
  const threads = Math.min(mostThreads, Math.max(1, Math.floor(pool.concurrency / jobs.length)));
  const watched = watchedRows(options);
  let done = 0;
  const fits: Fit[] = [];
  await runJobs(jobs.entries(), pool.concurrency, async ([at, job]) => {
    fits[at] = await fitJob(options, job, { threads, watched }, (record) => {
      onProgress(++done / epochs);
      onEpoch?.({ ...counted(record, at), candidate: name, fold: null, folds: config.training.folds });
    });
  });
  const fitted = fits.map((fit, at): FittedMember => ({ family: jobs[at]!.family, fitted: fit.fitted }));
  return {
    members: fitted.slice(0, members.length),
    ...(weights && { weights }),
    incomplete: fitted.slice(members.length),
    history: fits.flatMap(({ history }, at) => history.map((record) => counted(record, at))),
    warmStart: warmStart ? { version: warmStart.version, cold } : null,
  };
}

/** A member to train, and what it goes on from. */
interface FinalJob extends TrialMember {
  readonly start?: unknown;
}

/** Rows that early stopping watches; undefined where it has none. */
function watchedRows({ groups, labels, classes, config, random }: TrainModelOptions): Int32Array | undefined {
  const fraction = config.training.validationFraction;
  if (fraction === 0) return undefined;
  const side = splitGroups({ groups, labels, classes, fraction, random: random.fork('validation') });
  return rowsWhere(labels.length, (row) => side[row] === 1);
}

/** Trains one member on the rows of the run. */
async function fitJob(
  options: TrainModelOptions & { readonly pool: FitPool },
  { key, family, settings, start }: FinalJob,
  shared: { readonly threads: number; readonly watched: Int32Array | undefined },
  onEpoch: (record: EpochRecord) => void,
): Promise<Fit> {
  const { random, signal, resumeFrom, pool } = options;
  return pool.run(
    {
      family,
      settings,
      rows: onlyEncoded(options),
      start,
      ...shared,
      seed: random.fork('final').fork(key).seed,
      ...(resumeFrom && { keep: join(resumeFrom, `final-${digestOf(key).slice(0, 16)}`) }),
    },
    { onEpoch, signal },
  );
}
