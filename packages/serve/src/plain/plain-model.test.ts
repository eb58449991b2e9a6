import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ModelPackage } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { loadModelFiles, predictProbabilities, savedLayers } from '@rampart/core/tensor';
import { arraysClose, examplePackage, onEveryBackend, randomModel, rejects } from '@rampart/core/testing';
import { layerKinds } from '@rampart/core/portable';
import { suite } from 'uvu';
import type { PlainLayer } from './plain-layer.ts';
import { plainLayers } from './plain-layers.ts';
import { plainProbabilities, readPlainModel } from './plain-model.ts';

const test = suite('plain-model');

onEveryBackend(test, 'any exported model gives what tensors give, whatever the row', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const { files, features, outputs, rows } = await randomModel(createRandom(seed));
    const classes = Array.from({ length: Math.max(2, outputs) }, (_, k) => `class ${k}`);
    const inputs = Array.from(
      { length: features },
      (_, i) => ({ name: `x${i}`, type: 'number', origin: 0 }) as const,
    );
    const signature = { inputs, classes, positive: outputs === 1 ? 1 : null };
    const count = rows.length / features;
    const model = await loadModelFiles(files);
    const expected = predictProbabilities(model, rows, count, signature);
    model.dispose();
    const plain = readPlainModel(files, features)!;
    const actual = plainProbabilities(plain, rows, count, signature);
    arraysClose(actual, expected, 1e-6, `seed ${seed}`);
    ok(actual.every(Number.isFinite));
  }
});

test('each layer has the class name that saved models use', () => {
  for (const { className } of savedLayers)
    ok(
      plainLayers.some((layer) => layer.className === className),
      className,
    );
});

/** The example's model with the topology changed as text. */
async function changed(from: string | RegExp, to: string): Promise<ModelPackage['model']> {
  const { model } = await examplePackage();
  const topology = model.topology.replace(from, to);
  ok(topology !== model.topology, 'nothing was changed');
  return { ...model, topology };
}

test('a layer that is not in the list is none of its business, and one that a caller adds is', async () => {
  const files = await changed('"RampartNetwork"', '"Stump"');
  await rejects(() => readPlainModel(files, 4), /a layer that this version knows, received "Stump"/);
  layerKinds.set('Stump', { ...layerKinds.get('RampartNetwork')!, className: 'Stump' });
  equal(readPlainModel(files, 4), undefined);
  const stump: PlainLayer = {
    className: 'Stump',
    build: ({ inputs: [rows], weight }) => ({
      width: 1,
      compute: (outputs) => outputs.fill(rows!.read()[0]! > 0 ? weight('output/bias')[0]! : -2),
    }),
  };
  const { score } = readPlainModel(files, 4, [...plainLayers, stump])!;
  const give = (duration: number) => score(Float32Array.of(duration, 0, 0, 0), 0)[0]!;
  deepEqual(
    [give(1e9), give(-1e9)].map((probability) => Math.log(probability / (1 - probability)).toFixed(4)),
    ['0.1000', '-2.0000'],
  );
});

test('batch normalisation by the rows themselves is left to tensors', async () => {
  equal(readPlainModel(await changed('"normalization":"none"', '"normalization":"batch"'), 4), undefined);
});

test('layers without their weights, and configs that are none, are bundle errors', async () => {
  const { model } = await examplePackage();
  await rejects(
    () => readPlainModel({ ...model, weights: model.weights.subarray(4) }, 4),
    /bytes in weights\.bin/,
  );
  const renamed = await changed('/output/weights', '/other/weights');
  await rejects(
    () => readPlainModel(renamed, 4),
    /weights `[^`]*output\/weights`: expected the shape \[[^\]]*\], received nothing/,
  );
  const spline = await changed('"standardize"', '"spline"');
  await rejects(() => readPlainModel(spline, 4), /received "spline"/);
});

test('weights that are no numbers are refused, and sums that overflow come out as no number', async () => {
  const { model } = await examplePackage();
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const weights = Uint8Array.from(model.weights);
    new DataView(weights.buffer).setFloat32(weights.length - 4, value, true);
    await rejects(() => readPlainModel({ ...model, weights }, 4), /finite numbers/);
  }
  const weights = new Uint8Array(new Float32Array(model.weights.length / 4).fill(3e38).buffer);
  ok(Number.isNaN(readPlainModel({ ...model, weights }, 4)!.score(new Float32Array(4), 0)[0]!));
});

test.run();
