import { createRandom } from '@rampart/core/internal';
import { arraysClose, noLeak, onEveryBackend } from '@rampart/core/testing';
import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import { disposeAdamW, resumeAdamW, stepAdamW } from './adamw.ts';
import { startState } from './training-step.ts';

const test = suite('adamw');

onEveryBackend(test, 'follows the algorithm as published, step by step', async () => {
  const random = createRandom(2);
  const start = Float32Array.from({ length: 12 }, () => random.normal());
  const decays = start.map((_, i) => (i % 3 === 0 ? 0 : 0.1));
  const expected = Float64Array.from(start);
  const first = new Float64Array(12);
  const second = new Float64Array(12);
  await noLeak(() => {
    let state = resumeAdamW(startState(start));
    const decay = tf.tensor1d(decays);
    for (let step = 1; step <= 40; step++) {
      const rate = 0.02 / step;
      const slopes = start.map(() => random.normal() * 0.01);
      for (const [i, g] of slopes.entries()) {
        first[i] = 0.9 * first[i]! + 0.1 * g;
        second[i] = 0.999 * second[i]! + 0.001 * g * g;
        const [m, v] = [first[i]! / (1 - 0.9 ** step), second[i]! / (1 - 0.999 ** step)];
        expected[i]! -= rate * (m / (Math.sqrt(v) + 1e-8) + decays[i]! * expected[i]!);
      }
      const gradient = tf.tensor1d(slopes);
      const next = stepAdamW(state, gradient, decay, rate);
      disposeAdamW(state);
      gradient.dispose();
      state = next;
      arraysClose(state.parameters.dataSync(), expected, 2e-6, `step ${step}`);
    }
    disposeAdamW(state);
    decay.dispose();
  });
});

onEveryBackend(test, 'a gradient of 0 moves nothing but what decays', async () => {
  await noLeak(() =>
    tf.tidy(() => {
      const state = resumeAdamW(startState(Float32Array.of(1, 1)));
      const next = stepAdamW(state, tf.tensor1d([0, 0]), tf.tensor1d([0.5, 0]), 0.1);
      arraysClose(next.parameters.dataSync(), [0.95, 1], 1e-7);
    }),
  );
});

test.run();
