import * as tfl from '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closeTo, noLeak, onEveryBackend } from '../testing/index.ts';
import { useBackend } from './backend/index.ts';
import { predictProbabilities } from './predict-probabilities.ts';

const test = suite('predict-probabilities');
const inputs = [{ name: 'x', type: 'number' as const, origin: 0 }];

/** A model of one dense layer without hidden layers. */
function model(units: number, activation: 'sigmoid' | 'softmax'): tfl.LayersModel {
  return tfl.sequential({
    layers: [tfl.layers.dense({ units, activation, inputShape: [1], kernelInitializer: 'ones' })],
  });
}

onEveryBackend(test, 'one output is the probability of the positive class, in every chunk', async () => {
  const sigmoid = model(1, 'sigmoid');
  const packed = Float32Array.from({ length: 2500 }, (_, i) => (i - 1250) / 500);
  for (const positive of [0, 1]) {
    const signature = { inputs, classes: ['a', 'b'], positive };
    const probabilities = await noLeak(() => predictProbabilities(sigmoid, packed, 2500, signature));
    assert.is(probabilities.length, 5000);
    packed.forEach((x, row) => {
      closeTo(probabilities[row * 2 + positive]!, 1 / (1 + Math.exp(-x)), 1e-6);
      closeTo(probabilities[row * 2]! + probabilities[row * 2 + 1]!, 1, 1e-12);
    });
  }
  sigmoid.dispose();
});

onEveryBackend(test, 'several outputs are the classes', async () => {
  const softmax = model(3, 'softmax');
  const signature = { inputs, classes: ['a', 'b', 'c'], positive: null };
  const probabilities = await noLeak(() =>
    predictProbabilities(softmax, Float32Array.of(1, 2), 2, signature),
  );
  probabilities.forEach((probability) => closeTo(probability, 1 / 3, 1e-6));
  assert.is(predictProbabilities(softmax, new Float32Array(), 0, signature).length, 0);
  softmax.dispose();
});

test('outputs that do not match the classes are a fault', async () => {
  await useBackend('cpu');
  const softmax = model(3, 'softmax');
  const signature = { inputs, classes: ['a', 'b'], positive: 1 };
  assert.throws(
    () => predictProbabilities(softmax, Float32Array.of(1), 1, signature),
    /3 outputs for 2 classes/,
  );
  softmax.dispose();
});
test.run();
