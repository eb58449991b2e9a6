import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../config/load-config.ts';
import { RampartError } from '../../errors.ts';
import { networkOf, noLeak, onEveryBackend, rejects } from '../../testing/index.ts';
import { fitPreprocessing } from '../../preprocessing/fit-preprocessing.ts';
import { PreprocessingLayer } from '../preprocessing/preprocessing-layer.ts';
import { useBackend } from '../backend/index.ts';
import { preprocessingWidth } from '../../preprocessing/preprocessing.ts';
import { NetworkLayer } from '../layers/network/network-layer.ts';
import { loadModelFiles } from './load-model-files.ts';
import { saveModel } from './save-model.ts';

const test = suite('model-files');

/** One number in, preprocessed, a network with a seed. */
function model(): tfl.LayersModel {
  const preprocessing = fitPreprocessing(
    [{ name: 'x', type: 'number', origin: 0 }],
    [Float64Array.of(0.1, 0.2, 0.7, Number.NaN)],
    parseConfig(
      { transformation: { numeric: ['standardize', 'quantile'], bins: 4, oneHotLevels: 4 } },
      'the test',
    ).transformation,
  );
  const input = tfl.input({ shape: [1], name: 'rows' });
  const inputs = new PreprocessingLayer({ preprocessing, name: 'preprocessing' }).apply(input);
  const network = networkOf(preprocessingWidth(preprocessing), [4], 1);
  const layer = new NetworkLayer({ network, name: 'network' });
  const outputs = layer.apply(inputs) as tfl.SymbolicTensor;
  tf.tidy(() =>
    layer.setWeights(
      layer.weights.map(({ shape }) => tf.randomNormal(shape as number[], 0, 1, 'float32', 3)),
    ),
  );
  return tfl.model({ inputs: input, outputs, name: 'model' });
}

function predict(model: tfl.LayersModel): number[] {
  const output = tf.tidy(() => model.predictOnBatch(tf.tensor2d([[0.3], [Number.NaN], [1e9]])) as tf.Tensor);
  const values = [...output.dataSync()];
  output.dispose();
  return values;
}

onEveryBackend(
  test,
  'a model predicts the same after save and load, and its files stay the same',
  async () => {
    await noLeak(async () => {
      const made = model();
      const files = await saveModel(made);
      const loaded = await loadModelFiles(files);
      assert.equal(predict(loaded), predict(made));
      const again = await saveModel(loaded);
      assert.is(again.topology, files.topology);
      assert.equal([...again.weights], [...files.weights]);
      made.dispose();
      loaded.dispose();
    });
  },
);

test('equal models give equal files', async () => {
  await useBackend('wasm');
  const [one, other] = [model(), model()];
  assert.equal(await saveModel(one), await saveModel(other));
  one.dispose();
  other.dispose();
});

test('weights may start anywhere in a buffer', async () => {
  await useBackend('cpu');
  const made = model();
  const { topology, weights } = await saveModel(made);
  const shifted = new Uint8Array(weights.length + 1);
  shifted.set(weights, 1);
  const loaded = await loadModelFiles({ topology, weights: shifted.subarray(1) });
  assert.equal(predict(loaded), predict(made));
  made.dispose();
  loaded.dispose();
});

test('files that are no model are refused', async () => {
  await useBackend('cpu');
  const made = model();
  const { topology, weights } = await saveModel(made);
  made.dispose();
  const refuses = async (files: { topology?: string; weights?: Uint8Array }, message: RegExp) => {
    const error = await rejects(loadModelFiles({ topology, weights, ...files }), message);
    assert.ok(error instanceof RampartError && error.code === 'bundle');
  };
  await refuses(
    { weights: weights.subarray(4) },
    /expected \d+ bytes in weights\.bin, as the layers need, received \d+ bytes/,
  );
  await refuses({ topology: '{' }, /JSON/);
  await refuses({ topology: '{"no":"model"}' }, /modelTopology/);
  await refuses({ topology: topology.replace('RampartPreprocessing', 'Evil') }, /Evil/);
  await refuses({ topology: topology.replace('"standardize"', '"spline"') }, /received "spline"/);
});
test.run();
