import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom, membersOf, networkFamily, type NetworkSettings } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { arraysClose } from '@rampart/core/testing';
import { suite } from 'uvu';
import { classTotals } from '../../balance/class-balance.ts';
import { fitBalanced } from './fit-balanced.ts';
import { networkLogits } from './predict-network.ts';
import type { TrainingData } from './training-data.ts';
import { logitProbabilities } from '../class-logits.ts';

const test = suite('fitBalanced');

test.before(async () => {
  await useBackend('cpu');
});

/** Classes that overlap, the first one in most of the rows. */
function table(classes: number, rows: number, seed: number): TrainingData {
  const random = createRandom(seed);
  const targets = Int32Array.from({ length: rows }, () =>
    random.next() < 0.85 ? 0 : 1 + random.integer(classes - 1),
  );
  const features = Float32Array.from({ length: rows * 2 }, (_, at) =>
    at % 2 === 0 ? 1.2 * targets[at >> 1]! + random.normal() : random.normal(),
  );
  return { rows, width: 2, features, targets, classes };
}

const config = parseConfig(
  {
    training: {
      candidates: [{ name: 'linear', hidden: [], learningRate: 0.05, weightDecay: 0 }],
      epochs: 10,
      patience: 3,
    },
  },
  'the test',
);
const [member] = membersOf(config.training.candidates[0]!);
const settings = networkFamily.resolve(member!.settings as never, config);

const ways: Record<string, Partial<Pick<NetworkSettings, 'classWeights' | 'oversampling' | 'tomekLinks'>>> = {
  'class weights': { classWeights: 'balanced' },
  copies: { classWeights: 'none', oversampling: { method: 'random', ratio: 1, neighbours: 5 } },
  smote: { classWeights: 'none', oversampling: { method: 'smote', ratio: 0.7, neighbours: 5 } },
  'Tomek links': { tomekLinks: 'both' },
  'rows of the larger class in Tomek links': { tomekLinks: 'majority' },
  SMOTETomek: { oversampling: { method: 'smote', ratio: 0.7, neighbours: 5 }, tomekLinks: 'both' },
  'smote and class weights': {
    classWeights: 'balanced',
    oversampling: { method: 'smote', ratio: 0.5, neighbours: 5 },
  },
};

for (const classes of [2, 3]) {
  for (const [name, way] of Object.entries(ways)) {
    for (const weighted of [false, true]) {
      const title = `${name}: probabilities have the shares of the table, ${classes} classes`;
      test(title + (weighted ? ', weighted rows' : ''), async () => {
        const plain = table(classes, 3000, 1);
        const random = createRandom(6);
        const weights = plain.targets.map(() => 1 + random.integer(3));
        const data = weighted ? { ...plain, weights: Float32Array.from(weights) } : plain;
        const network = await fitBalanced({ data }, { ...settings, ...way }, { random: createRandom(2) });
        const fresh = table(classes, 4000, 3);
        const outputs = network.shape.outputs;
        const probabilities = logitProbabilities(networkLogits(network, fresh), outputs, 1);
        const means = new Float64Array(classes);
        for (const [i, probability] of probabilities.entries())
          means[i % classes]! += probability / fresh.rows;
        const shares = classTotals(fresh.targets, classes).map((count) => count / fresh.rows);
        arraysClose(means, shares, 0.03);
      });
    }
  }
}

test('the seed gives the same bytes, another seed other rows', async () => {
  const data = table(2, 400, 1);
  const fit = async (seed: number) => {
    const network = await fitBalanced(
      { data },
      { ...settings, ...ways.smote },
      { random: createRandom(seed) },
    );
    return network.parameters;
  };
  assert.deepEqual(await fit(1), await fit(1));
  assert.notDeepEqual(await fit(1), await fit(2));
});

test('early stopping watches classes as they count in training', async () => {
  const [data, validation] = [table(2, 800, 1), table(2, 800, 2)];
  const network = await fitBalanced(
    { data, validation },
    { ...settings, ...ways.copies },
    { random: createRandom(1) },
  );
  // Without the weights a network of balanced odds is far from the shares of the rows it is watched on.
  const { loss, validationLoss } = network.history.at(-1)!;
  assert.ok(Math.abs(loss - validationLoss!) < 0.06, `${loss} and ${validationLoss}`);
});

test('focal loss leaves the order and makes the network less sure', async () => {
  const data = table(2, 1500, 1);
  const meanSize = async (focal: number) => {
    const network = await fitBalanced({ data }, { ...settings, focal }, { random: createRandom(1) });
    const logits = networkLogits(network, data);
    return logits.reduce((sum, logit) => sum + Math.abs(logit), 0) / data.rows;
  };
  assert.ok((await meanSize(2)) < 0.8 * (await meanSize(0)));
});

test.run();
