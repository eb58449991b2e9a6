import { deepEqual, equal, match, notDeepEqual, ok } from 'node:assert/strict';
import { createRandom } from '@rampart/core';
import { useBackend } from '@rampart/core/tensor';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { CandidateSettings } from '../selection/candidate-settings.ts';
import type { EpochRecord } from '../learners/network/fit-network.ts';
import { createFitPool } from './fit-pool.ts';
import {
  costOf,
  type TaskHooks,
  type FitOutcome,
  type FitTask,
  runFinalTask,
  runFitTask,
} from './fit-task.ts';
import { startFitThread } from './fit-thread.ts';

const test = suite('fit-pool');

/** A task large enough for a thread of its own. */
function task(seed: number, learningRate = 0.01): FitTask {
  const random = createRandom(seed);
  const [rows, width] = [2000, 40];
  const features = Float32Array.from({ length: rows * width }, () => random.normal());
  const labels = Int32Array.from({ length: rows }, (_, row) => (features[row * width]! > 0 ? 1 : 0));
  const data = { rows, width, features, targets: labels, classes: 2 };
  const candidate: CandidateSettings = {
    name: 'wide',
    hidden: [64],
    batchEnsemble: 1,
    activation: 'relu',
    normalization: 'none',
    residual: false,
    dropout: 0.1,
    inputDropout: 0,
    epochs: 80,
    minimumSteps: 0,
    maximumSteps: Number.POSITIVE_INFINITY,
    batchSize: 128,
    learningRate,
    schedule: 'one-cycle',
    weightDecay: 0.1,
    clipNorm: 0,
    labelSmoothing: 0,
    focal: 0,
    groupDropout: 0,
    patience: 5,
    kernel: 'auto',
  };
  return {
    data,
    test: data,
    candidate,
    classWeights: 'none',
    seed,
  };
}

test('what comes of a task, and its epochs in their order, do not depend on where it is done', async () => {
  await useBackend('wasm');
  ok(costOf(task(1)) > 2e9);
  const told = async (run: (hooks: TaskHooks) => Promise<FitOutcome>) => {
    const records: EpochRecord[] = [];
    const { logits, parameters } = await run({ onEpoch: (record) => records.push(record) });
    return { logits, parameters, records };
  };
  const here = [];
  for (const seed of [1, 2, 3]) here.push(await told((hooks) => runFitTask(task(seed), hooks)));
  await using pool = createFitPool(2, 'wasm');
  const there = await Promise.all([1, 2, 3].map((seed) => told((hooks) => pool.run(task(seed), hooks))));
  deepEqual(there, here);
  const { records } = there[0]!;
  deepEqual(
    records.map(({ epoch, epochs }) => [epoch, epochs]),
    Array.from({ length: 80 }, (_, at) => [at + 1, 80]),
  );
  ok(records.at(-1)!.loss < records[0]!.loss);
});

test('a network that is trained for its own sake is the same wherever that is done', async () => {
  await useBackend('wasm');
  const { test: _, ...final } = { ...task(4), validation: task(5).data };
  await using pool = createFitPool(2, 'wasm');
  const [here, there] = [await runFinalTask(final), await pool.train(final)];
  deepEqual(there, here);
  ok(here.history.every(({ validationLoss }) => validationLoss! > 0));
  const warm = { ...final, initial: here.copies[0]! };
  notDeepEqual((await pool.train(warm)).copies, here.copies);
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
  const running = Array.from({ length: 5 }, () => pool.run(task(1), { signal: abort.signal }));
  setTimeout(() => abort.abort(), 30);
  for (const outcome of await Promise.allSettled(running)) {
    match(String((outcome as PromiseRejectedResult).reason), /abort/i);
  }
  await rejects(pool.run(task(1), { signal: abort.signal }), /abort signal/);
});

test('after an abort no epoch is told, and the pool takes other tasks', async () => {
  await using pool = createFitPool(2, 'wasm');
  const abort = new AbortController();
  let epochs = 0;
  const onEpoch = () => {
    epochs += 1;
    abort.abort();
  };
  await rejects(pool.run(task(1), { onEpoch, signal: abort.signal }), /abort/i);
  const before = epochs;
  const others = await Promise.all([task(2), task(3)].map((one) => pool.run(one)));
  equal(others.length, 2);
  equal(epochs, before);
});

test('a listener that throws ends its own task only', async () => {
  await using pool = createFitPool(2, 'wasm');
  const onEpoch = () => {
    throw new Error('the listener failed');
  };
  const runs = [pool.run(task(1), { onEpoch }), pool.run(task(2)), pool.run(task(3))];
  const [failed, ...others] = await Promise.allSettled(runs);
  match(String((failed as PromiseRejectedResult).reason), /the listener failed/);
  ok(others.every(({ status }) => status === 'fulfilled'));
});

test('a thread that ends in the middle of a task is an error, not a wait without end', async () => {
  await useBackend('wasm');
  const thread = startFitThread('wasm');
  await thread.ready;
  ok(thread.free);
  const running = thread.fit(task(1), { onEpoch: () => void thread.end() });
  ok(!thread.free);
  await rejects(running, /ended before its task/);
  await rejects(thread.fit(task(1)), /ended before its task/);
  ok(!thread.free);
});

test.run();
