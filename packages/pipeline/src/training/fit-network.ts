import { type Random, RampartError, throwIfAborted } from '@rampart/core';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamWState, disposeAdamW, startAdamW, stepAdamW } from './adamw.ts';
import { fillDropoutMask } from './dropout-mask.ts';
import { logitLoss } from './logit-loss.ts';
import {
  initialParameters,
  type LayerParameters,
  type NetworkShape,
  outputUnits,
  splitParameters,
  weightMask,
} from './network.ts';
import { oneCycleRate } from './one-cycle.ts';
import { parameterLogits } from './predict-network.ts';
import { BatchBuffer, type TrainingData } from './training-data.ts';
import { batchGradient } from './training-step.ts';

/** How one network is built and trained: a candidate with the training section's values where it names none. */
export interface NetworkSettings {
  readonly hidden: readonly number[];
  /** Share of every hidden layer's units dropped in a step. */
  readonly dropout: number;
  readonly epochs: number;
  /** Epochs are added until there are this many steps. */
  readonly minimumSteps?: number;
  readonly batchSize: number;
  /** Peak of the one-cycle schedule. */
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  /** Epochs without a better validation loss after which training ends. */
  readonly patience: number;
}

/** What one epoch came to; losses are mean cross-entropies in nats. */
export interface EpochRecord {
  readonly epoch: number;
  /** Under dropout and label smoothing. */
  readonly loss: number;
  readonly validationLoss?: number;
}

/** A trained network as plain arrays. */
export interface FittedNetwork {
  readonly shape: NetworkShape;
  readonly parameters: readonly LayerParameters[];
  /** Epochs run; with validation rows the parameters are those of the best one. */
  readonly epochs: number;
  readonly history: readonly EpochRecord[];
}

/**
 * Trains a network on the current backend. The same seed gives the same bytes on the same backend. With
 * `validation` rows the parameters of the epoch with the lowest validation loss are returned and training ends
 * early once `patience` is used up; without them all epochs run and the last parameters are returned.
 * Throws RampartError('training') when the loss leaves the finite numbers, RampartError('aborted') on the signal.
 */
export async function fitNetwork(
  data: TrainingData,
  validation: TrainingData | undefined,
  settings: NetworkSettings,
  random: Random,
  onEpoch?: (record: EpochRecord) => void,
  signal?: AbortSignal,
): Promise<FittedNetwork> {
  const shape = { inputs: data.width, hidden: settings.hidden, outputs: outputUnits(data.classes) };
  // Batches of nearly equal size: a last batch of a few rows would take a full step in a random direction.
  const batches = Math.max(1, Math.round(data.rows / settings.batchSize));
  const epochs = Math.max(settings.epochs, Math.ceil((settings.minimumSteps ?? 0) / batches));
  const steps = batches * epochs;
  const capacity = Math.ceil(data.rows / batches);
  const buffer = new BatchBuffer(data, capacity);
  const masks = settings.hidden.map((units) => new Float32Array(settings.dropout > 0 ? capacity * units : 0));
  const order = Int32Array.from({ length: data.rows }, (_, row) => row);
  const [shuffling, dropping] = [random.fork('shuffle'), random.fork('dropout')];
  const history: EpochRecord[] = [];
  let best: { loss: number; epoch: number; parameters: Float32Array } | undefined;

  const decay = tf.tidy(() => tf.mul<tf.Tensor1D>(tf.tensor1d(weightMask(shape)), settings.weightDecay));
  let state: AdamWState | undefined;
  try {
    state = startAdamW(initialParameters(shape, random.fork('initial')));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      await nextTurn();
      throwIfAborted(signal);
      shuffling.shuffle(order);
      let loss = 0;
      for (let batch = 0; batch < batches; batch++) {
        const start = Math.round((batch * data.rows) / batches);
        const end = Math.min(Math.round(((batch + 1) * data.rows) / batches), start + capacity);
        const rate = oneCycleRate(state.step, steps, settings.learningRate);
        loss += trainBatch(start, end, rate) * ((end - start) / data.rows);
      }
      if (!Number.isFinite(loss)) throw diverged(epoch, settings);
      const record = { epoch, loss, ...(validation && { validationLoss: validationLoss(validation) }) };
      history.push(record);
      onEpoch?.(record);
      if (record.validationLoss !== undefined) {
        if (best === undefined || record.validationLoss < best.loss) {
          best = { loss: record.validationLoss, epoch, parameters: snapshot() };
        }
        if (epoch - best.epoch >= settings.patience) break;
      }
    }
    const parameters = splitParameters(shape, best?.parameters ?? snapshot());
    return { shape, parameters, epochs: history.length, history };
  } finally {
    if (state) disposeAdamW(state);
    decay.dispose();
  }

  function trainBatch(start: number, end: number, rate: number): number {
    const rows = buffer.gather(order, start, end);
    const batchMasks = masks.map((mask, layer) => {
      if (mask.length === 0) return undefined;
      const part = mask.subarray(0, rows.rows * settings.hidden[layer]!);
      fillDropoutMask(part, settings.dropout, dropping);
      return part;
    });
    const before = state!;
    const batch = { ...rows, masks: batchMasks, labelSmoothing: settings.labelSmoothing };
    const { loss, gradient } = batchGradient(shape, before.parameters, batch);
    try {
      state = stepAdamW(before, gradient, decay, rate);
      disposeAdamW(before);
    } finally {
      gradient.dispose();
    }
    return loss;
  }

  function snapshot(): Float32Array {
    return state!.parameters.dataSync<'float32'>().slice();
  }

  function validationLoss(rows: TrainingData): number {
    const logits = parameterLogits(shape, state!.parameters, rows.features, rows.rows);
    return logitLoss(logits, shape.outputs, { ...rows, labelSmoothing: 0 }).loss;
  }
}

/** Lets timers, signals and requests run between epochs: a backend blocks the event loop while it works. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function diverged(epoch: number, { learningRate }: NetworkSettings): RampartError {
  return new RampartError('training', {
    where: `epoch ${epoch}`,
    expected: 'a finite loss',
    received: 'NaN or infinity',
    fix: `Lower \`training.learningRate\` (it is ${learningRate}) and look for features without a finite value.`,
  });
}
