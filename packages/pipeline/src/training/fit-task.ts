import { createRandom } from '@rampart/core';
import type { CandidateSettings } from './candidate-settings.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { fitCandidate } from './fit-candidate.ts';
import { outputUnits, parameterCount } from './network.ts';
import { networkLogits } from './predict-network.ts';
import type { TrainingData } from './training-data.ts';

/** One network to train and the rows to score with it, as plain data that can go to another thread. */
export interface FitTask {
  readonly labelled: Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'>;
  readonly data: TrainingData;
  readonly test: Pick<TrainingData, 'features' | 'rows'>;
  readonly candidate: CandidateSettings;
  readonly classWeights: 'none' | 'balanced';
  readonly seed: number;
}

/** What came of a task: logits of the test rows, row-major [rows × outputs]. */
export interface FitOutcome {
  readonly logits: Float64Array;
  /** Numbers that the network learned. */
  readonly parameters: number;
  readonly seconds: number;
}

/** Does a task on the current backend of this thread. */
export async function runFitTask(task: FitTask, signal?: AbortSignal): Promise<FitOutcome> {
  const { labelled, data, test, candidate, classWeights, seed } = task;
  const started = performance.now();
  const network = await fitCandidate({ labelled, data }, candidate, {
    classWeights,
    random: createRandom(seed),
    signal,
  });
  const logits = networkLogits(network, test.features, test.rows);
  return { logits, parameters: parameterCount(network.shape), seconds: (performance.now() - started) / 1000 };
}

/** Multiplications and additions that a task takes, roughly: three products a layer, a row and an epoch. */
export function costOf({ data, candidate }: FitTask): number {
  const { hidden, epochs, batchSize, minimumSteps = 0 } = candidate;
  const shape = { inputs: data.width, hidden, outputs: outputUnits(data.classes) };
  const steps = Math.max(epochs * Math.ceil(data.rows / batchSize), minimumSteps);
  return 6 * parameterCount(shape) * Math.min(batchSize, data.rows) * steps;
}
