import { join } from 'node:path';
import type { Config, RunContext } from '@rampart/core';
import { mlflow } from './mlflow.ts';
import { runLog } from './run-log.ts';
import { tensorboard } from './tensorboard.ts';
import type { Tracker } from './tracker.ts';

/** The trackers that the settings name, after the log in the run's own directory, which is always there. */
export function openTrackers(
  { tracking }: Pick<Config, 'tracking'>,
  { out }: Pick<RunContext, 'out'>,
  experiment: string,
): Tracker[] {
  return [
    runLog(join(out, 'runs')),
    ...(tracking.tensorboard === undefined ? [] : [tensorboard(tracking.tensorboard)]),
    ...(tracking.mlflow === undefined
      ? []
      : [mlflow({ uri: tracking.mlflow, experiment: tracking.experiment ?? experiment })]),
  ];
}
