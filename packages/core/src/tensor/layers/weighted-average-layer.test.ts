import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../errors.ts';
import { arraysClose, noLeak, onEveryBackend, rejects } from '../../testing/index.ts';
import { saveModel } from '../model-files/save-model.ts';
import { registerLayers } from './register-layers.ts';
import { WeightedAverageLayer } from './weighted-average-layer.ts';

const test = suite('weighted-average-layer');

onEveryBackend(test, 'is the mean by the weights, saved and loaded too', async () => {
  await noLeak(async () => {
    const inputs = [1, 2, 3].map((n) => tfl.input({ shape: [2], name: `logits-${n}` }));
    const layer = new WeightedAverageLayer({ name: 'mean', weights: [0.5, 0.2, 0.3] });
    const model = tfl.model({ inputs, outputs: layer.apply(inputs) as tfl.SymbolicTensor, name: 'model' });
    registerLayers();
    const { modelTopology } = JSON.parse((await saveModel(model)).topology) as { modelTopology: object };
    const loaded = await tfl.loadLayersModel(tf.io.fromMemory({ modelTopology }));
    const values = [
      [1, -2, 3, 4],
      [10, 20, 30, 40],
      [0, 100, 0.5, -100],
    ];
    const tensors = values.map((one) => tf.tensor2d(one, [2, 2]));
    for (const one of [model, loaded]) {
      const output = one.predictOnBatch(tensors) as tf.Tensor2D;
      assert.equal(output.shape, [2, 2]);
      arraysClose(output.dataSync(), [2.5, 33, 7.65, -20], 1e-5);
      output.dispose();
    }
    tf.dispose(tensors);
    model.dispose();
    loaded.dispose();
  });
});

test('weights that a model file makes up are refused', async () => {
  for (const weights of [[1], [0.5, 0.4], [2, -1], 'x', undefined]) {
    const error = await rejects(
      () => new WeightedAverageLayer({ weights: weights as number[] }),
      /weighted-average layer/,
    );
    assert.ok(error instanceof RampartError && error.code === 'bundle');
  }
});

test.run();
