import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../../errors.ts';
import { scoreTrees } from '../../../families/trees/score-trees.ts';
import type { TreeEnsemble } from '../../../families/trees/tree-ensemble.ts';
import { createRandom } from '../../../random.ts';
import { noLeak, onEveryBackend, randomTrees, rejects } from '../../../testing/index.ts';
import { loadModelFiles } from '../../model-files/load-model-files.ts';
import { saveModel } from '../../model-files/save-model.ts';
import { TreesLayer } from './trees-layer.ts';

const test = suite('trees-layer');

function modelOf({ shape, leaves, bias, lookups }: TreeEnsemble): tfl.LayersModel {
  const rows = tfl.input({ shape: [shape.inputs], name: 'rows' });
  const layer = new TreesLayer({ name: 'trees', ensemble: shape });
  const model = tfl.model({ inputs: rows, outputs: layer.apply(rows) as tfl.SymbolicTensor, name: 'model' });
  tf.tidy(() =>
    layer.setWeights([
      tf.tensor2d(leaves, [leaves.length / shape.outputs, shape.outputs]),
      tf.tensor1d(bias),
      ...lookups.map((lookup, i) =>
        tf.tensor2d(lookup, [shape.lookups[i]!.entries, shape.lookups[i]!.values]),
      ),
    ]),
  );
  return model;
}

function predict(model: tfl.LayersModel, packed: Float32Array, inputs: number): Float32Array {
  const output = tf.tidy(() => model.predictOnBatch(tf.tensor2d(packed, [packed.length / inputs, inputs])));
  const logits = Float32Array.from((output as tf.Tensor).dataSync());
  tf.dispose(output);
  return logits;
}

/** What the plain pass gives, [rows × outputs]. */
function plainLogits(ensemble: TreeEnsemble, packed: Float32Array): Float32Array {
  const { inputs, outputs } = ensemble.shape;
  const score = scoreTrees(ensemble);
  const logits = new Float64Array(outputs);
  const all = new Float32Array((packed.length / inputs) * outputs);
  for (let row = 0; row * inputs < packed.length; row++) {
    logits.fill(0);
    score(packed.subarray(row * inputs, (row + 1) * inputs), logits);
    all.set(logits, row * outputs);
  }
  return all;
}

onEveryBackend(test, 'gives the very bits of the plain pass, saved and loaded too', async () => {
  for (const options of [
    { trees: 60, depth: 6, splits: 200 },
    { trees: 9, depth: 1, outputs: 3, categories: 1 },
    { trees: 7, depth: 12, outputs: 2, numbers: 1, splits: 30 },
    // More splits than one block of trees takes.
    { trees: 300, depth: 4, splits: 2000, numbers: 20 },
  ]) {
    const { ensemble, rows } = randomTrees(createRandom(options.trees), options);
    const packed = rows(2500);
    const expected = plainLogits(ensemble, packed);
    await noLeak(async () => {
      const model = modelOf(ensemble);
      const loaded = await loadModelFiles(await saveModel(model));
      assert.equal(predict(model, packed, ensemble.shape.inputs), expected);
      assert.equal(predict(loaded, packed, ensemble.shape.inputs), expected);
      assert.equal((loaded.getLayer('trees') as TreesLayer).readEnsemble(), ensemble);
      model.dispose();
      loaded.dispose();
    });
  }
});
onEveryBackend(test, 'takes rows in parts where there are many', async () => {
  const { ensemble, rows } = randomTrees(createRandom(5), { trees: 1, depth: 1, numbers: 60, splits: 1 });
  // 63 columns: about 66,000 rows are taken at once.
  const part = rows(1000);
  const packed = new Float32Array(part.length * 70);
  for (let at = 0; at < packed.length; at += part.length) packed.set(part, at);
  const model = modelOf(ensemble);
  const logits = predict(model, packed, ensemble.shape.inputs);
  model.dispose();
  const expected = plainLogits(ensemble, part);
  assert.is(logits.length, 70_000);
  for (let at = 0; at < logits.length; at += 1000) assert.equal(logits.slice(at, at + 1000), expected);
});

test('a shape that a model file makes up is refused', async () => {
  const { ensemble } = randomTrees(createRandom(1));
  const shape = { ...ensemble.shape, depth: 0 };
  const error = await rejects(() => new TreesLayer({ ensemble: shape }), /trees layer, ensemble\.depth/);
  assert.ok(error instanceof RampartError && error.code === 'bundle');
});

test.run();
