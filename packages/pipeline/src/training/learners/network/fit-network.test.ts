import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { arraysClose, closeTo, noLeak, onEveryBackend, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { NetworkState } from './checkpoint.ts';
import { fitNetwork, type FitSettings } from './fit-network.ts';
import type { TrainedNetwork } from './trained-network.ts';
import { plainNetwork } from '../../../testing/network-settings.ts';
import { logitLoss } from './logit-loss.ts';
import { networkLogits, predictNetwork } from './predict-network.ts';
import type { TrainingData } from './training-data.ts';

const test = suite('fitNetwork');

const settings: FitSettings = { ...plainNetwork, dropout: 0.1, epochs: 25 };

/** Points in the plane whose class is the sign of x · y: no line separates them. */
function quadrants(rows: number, seed: number): TrainingData {
  const random = createRandom(seed);
  const features = Float32Array.from({ length: rows * 2 }, () => random.normal());
  const targets = Int32Array.from({ length: rows }, (_, row) =>
    features[2 * row]! * features[2 * row + 1]! > 0 ? 1 : 0,
  );
  return { rows, width: 2, features, targets, classes: 2 };
}

function accuracy(network: TrainedNetwork, { features, rows, targets, classes }: TrainingData): number {
  const probabilities = predictNetwork(network, features, rows, { positive: 1 });
  const hits = targets.filter((target, row) => probabilities[row * classes + target]! > 0.5).length;
  return hits / rows;
}

onEveryBackend(test, 'learns what no line separates', async () => {
  const network = await noLeak(() => fitNetwork(quadrants(600, 1), undefined, settings, createRandom(1)));
  assert.ok(accuracy(network, quadrants(400, 2)) > 0.93);
  assert.equal(network.history.length, 25);
  assert.ok(network.history.at(-1)!.loss < network.history[0]!.loss / 2);
});

onEveryBackend(test, 'learns several classes', async () => {
  const two = quadrants(600, 1);
  const targets = two.targets.map(
    (_, row) => 2 * +(two.features[2 * row]! > 0) + +(two.features[2 * row + 1]! > 0),
  );
  const data = { ...two, targets, classes: 4 };
  const network = await noLeak(() => fitNetwork(data, undefined, settings, createRandom(1)));
  assert.ok(accuracy(network, data) > 0.93);
});

onEveryBackend(test, 'one seed gives the same bytes, another seed others', async () => {
  const data = quadrants(100, 1);
  const fit = (seed: number) => fitNetwork(data, data, { ...settings, epochs: 3 }, createRandom(seed));
  const [once, again, other] = [await fit(1), await fit(1), await fit(2)];
  assert.deepEqual(once, again);
  assert.notDeepEqual(once.parameters, other.parameters);
});

test('any number of threads gives the same bytes', async () => {
  const data = quadrants(2000, 1);
  const large = { ...settings, hidden: [160, 160], batchEnsemble: 2, epochs: 8, batchSize: 100 };
  const fit = (threads: number) => fitNetwork(data, data, large, createRandom(1), { threads });
  assert.deepEqual(await fit(3), await fit(1));
});

onEveryBackend(test, 'with validation rows the best epoch is kept and patience ends the run', async () => {
  // Random classes: whatever is learnt makes the validation loss worse.
  const random = createRandom(3);
  const noise = (rows: number): TrainingData => ({
    ...quadrants(rows, rows),
    targets: Int32Array.from({ length: rows }, () => random.integer(2)),
  });
  const validation = noise(200);
  const run = { ...settings, hidden: [64], dropout: 0, epochs: 60, batchSize: 16 };
  const network = await noLeak(() => fitNetwork(noise(50), validation, run, createRandom(1)));
  const losses = network.history.map(({ validationLoss }) => validationLoss!);
  const best = losses.indexOf(Math.min(...losses));
  assert.equal(network.history.length, best + 1 + run.patience);
  const logits = networkLogits(network, validation);
  closeTo(logitLoss(logits, 1, { ...validation, labelSmoothing: 0 }).loss, losses[best]!, 1e-6);
});

onEveryBackend(test, 'a row of weight 2 counts as the same row twice', async () => {
  const data = quadrants(40, 1);
  const twice = {
    ...data,
    rows: 80,
    features: Float32Array.from([...data.features, ...data.features]),
    targets: Int32Array.from([...data.targets, ...data.targets]),
  };
  // One batch an epoch and no dropout, so that the two runs take the same steps.
  const run = { ...settings, dropout: 0, batchSize: 80, epochs: 5 };
  const weighted = await fitNetwork(
    { ...data, weights: new Float32Array(40).fill(2) },
    undefined,
    run,
    createRandom(1),
  );
  const doubled = await fitNetwork(twice, undefined, run, createRandom(1));
  arraysClose(weighted.parameters, doubled.parameters, 1e-4);
});

onEveryBackend(test, 'nothing leaks when a run is aborted, diverges or its callback throws', async () => {
  const data = quadrants(100, 1);
  const abort = new AbortController();
  const fit = (rows: TrainingData, onEpoch?: () => void) =>
    fitNetwork(rows, undefined, settings, createRandom(1), { onEpoch, signal: abort.signal });
  await noLeak(async () => {
    await rejects(
      fit(data, () => {
        throw new Error('no disk');
      }),
      /no disk/,
    );
    await rejects(fit({ ...data, features: data.features.map(() => Number.NaN) }), /finite loss/);
    await rejects(
      fit(data, () => abort.abort()),
      /abort signal/,
    );
  });
});

onEveryBackend(test, 'a table smaller than a batch is one batch', async () => {
  const network = await fitNetwork(quadrants(5, 1), undefined, { ...settings, epochs: 1 }, createRandom(1));
  assert.equal(network.history.length, 1);
});

onEveryBackend(test, 'networks of every kind learn, and predict as they were trained', async () => {
  const kinds: Partial<FitSettings>[] = [
    { batchEnsemble: 4 },
    { hidden: [16, 16], residual: true, schedule: 'cosine' },
    { normalization: 'batch' },
    { normalization: 'batch', batchEnsemble: 2 },
    { normalization: 'layer', activation: 'silu' },
    { activation: 'gelu', clipNorm: 1 },
    { activation: 'tanh', schedule: 'constant' },
    { kernel: 'off' },
  ];
  const [data, validation] = [quadrants(500, 1), quadrants(300, 2)];
  for (const kind of kinds) {
    const run = { ...settings, ...kind };
    const network = await noLeak(() => fitNetwork(data, validation, run, createRandom(1)));
    const name = JSON.stringify(kind);
    assert.ok(accuracy(network, validation) > 0.9, name);
    const logits = networkLogits(network, validation);
    const losses = network.history.map(({ validationLoss }) => validationLoss!);
    closeTo(logitLoss(logits, 1, { ...validation, labelSmoothing: 0 }).loss, Math.min(...losses), 1e-5, name);
  }
});

test('a run taken up from any of its checkpoints gives the same bytes', async () => {
  const [data, validation] = [quadrants(100, 1), quadrants(50, 2)];
  for (const kernel of ['auto', 'off'] as const) {
    const run = { ...settings, kernel, epochs: 12, patience: 3 };
    const kept: NetworkState[] = [];
    const whole = await fitNetwork(data, validation, run, createRandom(1), {
      checkpoint: {
        read: async () => undefined,
        write: async (checkpoint) => void kept.push(structuredClone(checkpoint)),
      },
    });
    assert.equal(kept.length, whole.history.length);
    for (const checkpoint of kept) {
      const resumed = await fitNetwork(data, validation, run, createRandom(1), {
        checkpoint: { read: async () => checkpoint, write: async () => {} },
      });
      assert.deepEqual(resumed, whole);
    }
  }
});

test.run();
