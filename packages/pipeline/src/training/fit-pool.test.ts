import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createRandom } from '@rampart/core';
import { useBackend } from '@rampart/core/tensor';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createFitPool } from './fit-pool.ts';
import { costOf, type FitTask, runFitTask } from './fit-task.ts';

const test = suite('fit-pool');

/** A task large enough for a thread of its own. */
function task(seed: number, learningRate = 0.01): FitTask {
  const random = createRandom(seed);
  const [rows, width] = [2000, 40];
  const features = Float32Array.from({ length: rows * width }, () => random.normal());
  const labels = Int32Array.from({ length: rows }, (_, row) => (features[row * width]! > 0 ? 1 : 0));
  const data = { rows, width, features, targets: labels, classes: 2 };
  const candidate = {
    name: 'wide',
    hidden: [64],
    dropout: 0.1,
    epochs: 80,
    batchSize: 128,
    learningRate,
    weightDecay: 0.1,
    labelSmoothing: 0,
    patience: 5,
  };
  return {
    labelled: { labels, classes: 2, positive: 1 },
    data,
    test: data,
    candidate,
    classWeights: 'none',
    seed,
  };
}

test('what comes of a task does not depend on where it is done', async () => {
  await useBackend('wasm');
  ok(costOf(task(1)) > 2e9);
  const here = [await runFitTask(task(1)), await runFitTask(task(2)), await runFitTask(task(3))];
  await using pool = createFitPool(2, 'wasm');
  const there = await Promise.all([task(1), task(2), task(3)].map((one) => pool.run(one)));
  for (const [at, { logits, parameters }] of there.entries()) {
    deepEqual(logits, here[at]!.logits);
    equal(parameters, here[at]!.parameters);
  }
});

test('an error in a thread comes back as what it was, and the thread goes on', async () => {
  await using pool = createFitPool(1 + 1, 'wasm');
  const bad = task(1);
  bad.data.features.fill(Number.NaN);
  const error = await rejects(pool.run(bad), /expected a finite loss/);
  equal((error as { code?: string }).code, 'training');
  ok((await pool.run(task(2))).logits.length > 0);
});

test('an abort ends the wait at once', async () => {
  await using pool = createFitPool(2, 'wasm');
  const abort = new AbortController();
  const running = Array.from({ length: 5 }, () => pool.run(task(1), abort.signal));
  setTimeout(() => abort.abort(), 30);
  for (const outcome of await Promise.allSettled(running)) {
    match(String((outcome as PromiseRejectedResult).reason), /abort/i);
  }
  await rejects(pool.run(task(1), abort.signal), /abort signal/);
});

test.run();
