import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noLeak, onEveryBackend, rejects } from '../../testing/index.ts';
import { saveModel } from '../model-files/save-model.ts';
import { CompleteRowsLayer } from './complete-rows-layer.ts';
import { registerLayers } from './register-layers.ts';

const test = suite('complete-rows-layer');
const { NaN: none } = Number;

onEveryBackend(
  test,
  'a row that lacks a whole group takes the second logits, saved and loaded too',
  async () => {
    await noLeak(async () => {
      const rows = tfl.input({ shape: [4], name: 'rows' });
      const both = [1, 2].map((n) => tfl.input({ shape: [2], name: `logits-${n}` }));
      const layer = new CompleteRowsLayer({ name: 'choice', groups: [[0], [1, 3]] });
      const outputs = layer.apply([...both, rows]) as tfl.SymbolicTensor;
      const model = tfl.model({ inputs: [...both, rows], outputs, name: 'model' });
      registerLayers();
      const { modelTopology } = JSON.parse((await saveModel(model)).topology) as { modelTopology: object };
      const loaded = await tfl.loadLayersModel(tf.io.fromMemory({ modelTopology }));
      const table = [
        [1, 1, 1, 1],
        [none, 1, 1, 1],
        [1, none, 1, 1],
        [1, none, 1, none],
        [1, 1, none, 1],
      ];
      const inputs = [
        tf.tensor2d(table.map((_, i) => [i, -i])),
        tf.tensor2d(table.map((_, i) => [10 + i, 20 + i])),
        tf.tensor2d(table),
      ];
      for (const one of [model, loaded]) {
        const output = one.predictOnBatch(inputs) as tf.Tensor2D;
        assert.equal([...output.dataSync()], [0, -0, 11, 21, 2, -2, 13, 23, 4, -4]);
        output.dispose();
      }
      tf.dispose(inputs);
      model.dispose();
      loaded.dispose();
    });
  },
);

test('groups that a model file makes up are refused', async () => {
  await rejects(() => new CompleteRowsLayer({ groups: [] }), /complete-rows layer/);
});
test.run();
