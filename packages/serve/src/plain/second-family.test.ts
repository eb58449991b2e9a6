import { equal } from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { loadModelFiles, predictProbabilities } from '@rampart/core/tensor';
import { arraysClose, onEveryBackend } from '@rampart/core/testing';
import { registerStump, stumpModel } from '@rampart/core/testing/stump';
import { suite } from 'uvu';
import { plainStumpLayer } from '../testing/stump/plain-stump-layer.ts';
import { plainLayers } from './plain-layers.ts';
import { plainProbabilities, readPlainModel } from './plain-model.ts';

const test = suite('a second family over plain arrays');

onEveryBackend(test, 'gives what tensors give, on borders and where values are missing too', async () => {
  registerStump();
  const random = createRandom(1);
  const values = [Number.NaN, 0.5, -1, 1, 0.5000001];
  const packed = Float32Array.from({ length: 400 }, () => values[random.integer(values.length)]!);
  for (const outputs of [1, 3]) {
    const files = await stumpModel(outputs);
    const classes = Array.from({ length: Math.max(2, outputs) }, (_, k) => `class ${k}`);
    const inputs = ['x', 'y'].map((name) => ({ name, type: 'number', origin: 0 }) as const);
    const signature = { inputs, classes, positive: outputs === 1 ? 1 : null };
    const model = await loadModelFiles(files);
    const expected = predictProbabilities(model, packed, 200, signature);
    model.dispose();
    equal(readPlainModel(files, 2), undefined, 'its layer is not in the list');
    const plain = readPlainModel(files, 2, [...plainLayers, plainStumpLayer])!;
    arraysClose(plainProbabilities(plain, packed, 200, signature), expected, 1e-6);
  }
});

test.run();
