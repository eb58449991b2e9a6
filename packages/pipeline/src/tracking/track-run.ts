import { type ProgressEvent, RampartError, type RunContext } from '@rampart/core';
import type { TrainingRun } from '../report/training-run.ts';
import { epochFigures, runSummary, type TrackedEpoch } from './run-figures.ts';
import type { RunStart, RunStatus, RunSummary, TrackedRun, Tracker } from './tracker.ts';

/**
 * Does a training run with trackers at its progress: they are told the epochs of the network that is kept as they
 * come, and at the end what the run came to; a training that was skipped is told from its artifact. Trouble with a
 * tracker is a warning.
 */
export async function trackRun(
  context: RunContext,
  trackers: readonly Tracker[],
  facts: Omit<RunStart, 'runId'>,
  work: (context: RunContext) => Promise<TrainingRun>,
): Promise<TrainingRun> {
  const { runId } = context;
  const tracked = trackers.map((tracker) => follow(tracker, { runId, ...facts }, context));
  const end = async (status: RunStatus, summary: RunSummary) =>
    void (await Promise.all(tracked.map((one) => one.end(status, summary))));
  let told = false;
  const log = (epoch: TrackedEpoch) => {
    told = true;
    for (const one of tracked) one.log(epochFigures(epoch), epoch.epoch);
  };
  const progress = (event: ProgressEvent) => {
    context.progress(event);
    if (event.type === 'epoch' && event.fold === null) log(event);
  };
  try {
    const run = await work({ ...context, progress });
    if (!told) run.training.history.forEach(log);
    await end('finished', runSummary(run.report));
    return run;
  } catch (error) {
    const aborted = error instanceof RampartError && error.code === 'aborted';
    await end(aborted ? 'killed' : 'failed', { figures: {}, tags: {} });
    throw error;
  }
}

/** Starts a tracker; its first trouble is worth a warning, the others are more of the same. */
function follow(tracker: Tracker, start: RunStart, { logger }: Pick<RunContext, 'logger'>): TrackedRun {
  let warned = false;
  return tracker.startRun(start, (trouble) => {
    const text = `${tracker.name}: ${trouble}`;
    if (warned) logger.debug(text);
    else logger.warn(`${text}; the run goes on`);
    warned = true;
  });
}
