import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../config/load-config.ts';
import { RampartError } from '../../errors.ts';
import { noLeak, onEveryBackend, rejects } from '../../testing/index.ts';
import { applyPreprocessing, transformRows } from './apply-preprocessing.ts';
import { fitPreprocessing } from '../../preprocessing/fit-preprocessing.ts';
import { PreprocessingLayer } from './preprocessing-layer.ts';

const test = suite('preprocessing-layer');
const rows = 5000;
const column = Float64Array.from({ length: rows }, (_, i) => i);
const options = parseConfig(
  { transformation: { numeric: ['standardize', 'quantile'], bins: 8, oneHotLevels: 8 } },
  'the test',
).transformation;
const preprocessing = fitPreprocessing([{ name: 'x', type: 'number', origin: 0 }], [column], options);

onEveryBackend(test, 'tensors and host arrays of many chunks come out the same', async () => {
  const onHost = await noLeak(() => transformRows(preprocessing, Float32Array.from(column), rows));
  const onBackend = await noLeak(() => {
    const result = tf.tidy(() => applyPreprocessing(preprocessing, tf.tensor2d([...column], [rows, 1])));
    const values = result.dataSync();
    result.dispose();
    return values;
  });
  assert.ok(onHost.length === 2 * rows && onHost.every((value, i) => value === onBackend[i]));
});

test('knows its shape, has no weights', () => {
  const layer = new PreprocessingLayer({ preprocessing });
  assert.equal(layer.computeOutputShape([null, 1]), [null, 2]);
  assert.is(layer.weights.length, 0);
});

test('refuses a preprocessing of another version', async () => {
  const blocks = [{ columns: [0], steps: [{ transform: 'spline', states: [{}] }] }];
  const error = await rejects(
    () => new PreprocessingLayer({ preprocessing: { inputs: 1, blocks } }),
    /blocks\.0\.steps\.0\.transform/,
  );
  assert.ok(error instanceof RampartError && error.code === 'bundle');
});
test.run();
