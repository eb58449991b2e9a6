import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../../errors.ts';
import { arraysClose, noLeak, onEveryBackend, rejects } from '../../../testing/index.ts';
import { createRandom } from '../../../random.ts';
import { loadModelFiles } from '../../model-files/load-model-files.ts';
import { saveModel } from '../../model-files/save-model.ts';
import { networkLogits } from './forward-network.ts';
import { NetworkLayer } from './network-layer.ts';
import {
  layerSlots,
  type NetworkShape,
  parameterCount,
  parameterSlots,
} from '../../../families/network/network-shape.ts';

const test = suite('network-layer');

const shape: NetworkShape = {
  inputs: 4,
  hidden: [6, 6],
  outputs: 2,
  members: 3,
  activation: 'silu',
  normalization: 'layer',
  residual: true,
};

const parametersOf = (seed: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length: parameterCount(shape) }, () => random.normal());
};
const part = (flat: Float32Array) => (slot: ReturnType<typeof parameterSlots>[number]) =>
  tf.tensor(flat.slice(slot.start, slot.start + slot.length), [...slot.dimensions]);

function modelOf(copies: readonly Float32Array[]): tfl.LayersModel {
  const rows = tfl.input({ shape: [shape.inputs], name: 'rows' });
  const layer = new NetworkLayer({ name: 'network', network: shape, copies: copies.length });
  const model = tfl.model({ inputs: rows, outputs: layer.apply(rows) as tfl.SymbolicTensor, name: 'model' });
  tf.tidy(() => model.setWeights(copies.flatMap((flat) => parameterSlots(shape).map(part(flat)))));
  return model;
}

test('slots lie one after the other and cover the parameters', () => {
  let end = 0;
  for (const { start, length, dimensions } of parameterSlots(shape)) {
    assert.is(start, end);
    assert.is(
      length,
      dimensions.reduce((product, size) => product * size, 1),
    );
    end += length;
  }
  assert.is(end, parameterCount(shape));
  assert.is(new Set(parameterSlots(shape).map(({ name }) => name)).size, parameterSlots(shape).length);
  const plain = layerSlots({ ...shape, members: 1, normalization: 'none' });
  assert.ok(plain.every(({ scale, gain, offset }) => !scale && !gain && !offset));
});

onEveryBackend(test, 'gives the mean of its copies, and the same once saved and loaded', async () => {
  const copies = [parametersOf(1), parametersOf(2)];
  await noLeak(async () => {
    const model = modelOf(copies);
    const loaded = await loadModelFiles(await saveModel(model));
    const rows = tf.tensor2d([0.1, -2, 3, 0, 1, 1, 1, 1], [2, 4]);
    const expected = tf.tidy(() =>
      tf.mean(tf.stack(copies.map((flat) => networkLogits(shape, part(flat), rows))), 0),
    );
    for (const one of [model, loaded]) {
      const output = one.predictOnBatch(rows) as tf.Tensor;
      assert.equal(output.shape, [2, 2]);
      arraysClose(output.dataSync(), expected.dataSync(), 1e-5);
      output.dispose();
    }
    tf.dispose([rows, expected]);
    model.dispose();
    loaded.dispose();
  });
});

test('a shape that a model file makes up is refused', async () => {
  const error = await rejects(
    () => new NetworkLayer({ network: { ...shape, activation: 'step' as 'relu' } }),
    /network layer, network\.activation/,
  );
  assert.ok(error instanceof RampartError && error.code === 'bundle');
});
test.run();
