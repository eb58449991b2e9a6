import { type Random, RampartError } from '@rampart/core';
import { type NetworkSettings, throwIfAborted } from '@rampart/core/internal';
import type { NetworkShape } from '@rampart/core/tensor';
import { outputUnits } from '../class-logits.ts';
import type { EpochRecord } from '../learner.ts';
import { nextTurn } from '../next-turn.ts';
import type { NetworkCheckpoint, NetworkState } from './checkpoint.ts';
import { fillDropoutMask } from './dropout-mask.ts';
import { foldBatchNormalization } from './fold-batch-normalization.ts';
import { learningRateAt } from './learning-rate.ts';
import { logitLoss } from './logit-loss.ts';
import { initialParameters } from './network.ts';
import { networkLogits } from './predict-network.ts';
import { createStep } from './step/create-step.ts';
import { startState } from './step/training-step.ts';
import { BatchBuffer, type TrainingData } from './training-data.ts';
import type { TrainedNetwork } from './trained-network.ts';

/** How one network is built and trained on transformed rows. */
export type FitSettings = Omit<
  NetworkSettings,
  'transformation' | 'classWeights' | 'oversampling' | 'tomekLinks'
>;

/** A trained network and how it came about; with validation rows the parameters are those of the best epoch. */
export interface NetworkFit extends TrainedNetwork {
  readonly history: readonly EpochRecord[];
}

/** What a training may take along and tell. */
export interface FitHooks {
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where the state is kept after every epoch, and taken up again. */
  readonly checkpoint?: NetworkCheckpoint | undefined;
  /** Flat parameters to start from instead of random ones. */
  readonly initial?: Float32Array | undefined;
  /** Threads that the kernel may use for one step, which changes no bit of what comes of it; 1 where left out. */
  readonly threads?: number | undefined;
}

/**
 * Trains a network. The same seed gives the same bytes, in one go or taken up from a checkpoint. With `validation`
 * rows the parameters of the epoch with the lowest validation loss are returned and training ends early once
 * `patience` is used up; without them all epochs run and the last parameters are returned.
 * Throws RampartError('training') when the loss leaves the finite numbers, RampartError('aborted') on the signal.
 */
export async function fitNetwork(
  data: TrainingData,
  validation: TrainingData | undefined,
  settings: FitSettings,
  random: Random,
  { onEpoch, signal, checkpoint, initial, threads }: FitHooks = {},
): Promise<NetworkFit> {
  const shape = shapeOf(settings, data);
  const { batches, capacity, epochs } = planOf(settings, data.rows);
  const resumed = await checkpoint?.read();
  const history: EpochRecord[] = [...(resumed?.history ?? [])];
  let best: NetworkState['best'] = resumed?.best;
  const start = resumed?.state ?? startState(initial ?? initialParameters(shape, random.fork('initial')));
  const { dropout, weightDecay, clipNorm, kernel } = settings;
  const options = { shape, capacity, dropout: dropout > 0, weightDecay, clipNorm, start, threads };
  using step = createStep(options, kernel);
  const inputMask = new Float32Array(settings.inputDropout > 0 ? capacity * data.width : 0);
  const buffer = new BatchBuffer(data, capacity, step.features, settings.groupDropout);

  for (let epoch = history.length + 1; epoch <= epochs && !exhausted(); epoch++) {
    await nextTurn();
    throwIfAborted(signal);
    const { loss, learningRate } = trainEpoch(epoch);
    if (!Number.isFinite(loss)) throw diverged(epoch, settings);
    const record = {
      epoch,
      epochs,
      learningRate,
      loss,
      ...(validation && { validationLoss: validationLoss(validation) }),
    };
    history.push(record);
    if (record.validationLoss !== undefined && !(record.validationLoss >= (best?.loss ?? Infinity))) {
      best = { loss: record.validationLoss, epoch, parameters: step.state().parameters };
    }
    if (checkpoint) await checkpoint.write({ state: step.state(), history, best });
    onEpoch?.(record);
  }
  const parameters = best?.parameters ?? step.state().parameters;
  return { ...foldBatchNormalization(shape, parameters, data), history };

  function exhausted(): boolean {
    return best !== undefined && history.length - best.epoch >= settings.patience;
  }

  function trainEpoch(epoch: number): { loss: number; learningRate: number } {
    // Streams of their own for every epoch: one taken up again needs nothing but its number.
    const order = random.fork(`shuffle ${epoch}`).shuffle(rowNumbers(data.rows));
    const dropping = random.fork(`dropout ${epoch}`);
    const hiding = random.fork(`groups ${epoch}`);
    let [loss, learningRate] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      const from = Math.round((batch * data.rows) / batches);
      const to = Math.min(Math.round(((batch + 1) * data.rows) / batches), from + capacity);
      const rows = to - from;
      const targets = buffer.gather(order, from, to, hiding);
      for (const [layer, mask] of step.masks.entries()) {
        const units = settings.batchEnsemble * rows * settings.hidden[layer]!;
        fillDropoutMask(mask.subarray(0, units), dropout, dropping);
      }
      if (inputMask.length > 0) {
        const used = rows * data.width;
        fillDropoutMask(inputMask.subarray(0, used), settings.inputDropout, dropping);
        for (let i = 0; i < used; i++) step.features[i]! *= inputMask[i]!;
      }
      const number = (epoch - 1) * batches + batch;
      learningRate = learningRateAt(number, epochs * batches, settings.learningRate, settings.schedule);
      const { labelSmoothing, focal } = settings;
      loss += step.run(rows, { ...targets, labelSmoothing, focal }, learningRate) * (rows / data.rows);
    }
    return { loss, learningRate };
  }

  function validationLoss(rows: TrainingData): number {
    const logits =
      shape.normalization === 'batch'
        ? networkLogits(foldBatchNormalization(shape, step.state().parameters, data), rows)
        : step.logits(rows.features, rows.rows);
    return logitLoss(logits, shape.outputs, { ...rows, labelSmoothing: 0 }).loss;
  }
}

/** How many batches an epoch has, how many rows the largest holds, and how many epochs there are. */
export function planOf(
  { batchSize, epochs, minimumSteps, maximumSteps }: FitSettings,
  rows: number,
): { batches: number; capacity: number; epochs: number } {
  // Batches of nearly equal size: a last batch of a few rows would take a full step in a random direction.
  const batches = Math.max(1, Math.round(rows / batchSize));
  const least = Math.max(epochs, Math.ceil(minimumSteps / batches));
  const most = Math.floor(maximumSteps / batches);
  return { batches, capacity: Math.ceil(rows / batches), epochs: Math.max(1, Math.min(least, most)) };
}

/** The shape of a candidate's network for such rows. */
export function shapeOf(
  { hidden, batchEnsemble, activation, normalization, residual }: FitSettings,
  { width, classes }: Pick<TrainingData, 'width' | 'classes'>,
): NetworkShape {
  const outputs = outputUnits(classes);
  // Without a hidden layer they would only be copies of each other.
  const members = hidden.length > 0 ? batchEnsemble : 1;
  return { inputs: width, hidden, outputs, members, activation, normalization, residual };
}

function rowNumbers(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

function diverged(epoch: number, { learningRate }: FitSettings): RampartError {
  return new RampartError('training', {
    where: `epoch ${epoch}`,
    expected: 'a finite loss',
    received: 'NaN or infinity',
    fix: `Lower \`training.learningRate\` (it is ${learningRate}) and look for features without a finite value.`,
  });
}
