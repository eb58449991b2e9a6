import { deepEqual, equal, match, notDeepEqual, ok } from 'node:assert/strict';
import { useBackend } from '@rampart/core/tensor';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedExample } from '../../testing/encoded-rows.ts';
import { plainNetwork } from '../../testing/network-settings.ts';
import type { EpochRecord } from '../learners/learner.ts';
import { builtInLearners, learners } from '../learners/learners.ts';
import type { FittedNetwork } from '../learners/network/trained-network.ts';
import { createFitPool } from './fit-pool.ts';
import { startFitThread } from './fit-thread.ts';
import { type FoldTask, isWorthAThread, type OutcomeOf, runTask, type TaskHooks } from './member-task.ts';

const test = suite('fit-pool');

/** A task large enough for a thread of its own. */
function task(seed: number, learningRate = 0.01): FoldTask {
  const rows = encodedExample(seed, 2000, 40);
  const settings = {
    ...plainNetwork,
    hidden: [64],
    dropout: 0.1,
    epochs: 80,
    batchSize: 128,
    learningRate,
    weightDecay: 0.1,
    transformation: { ...plainNetwork.transformation, numeric: 'standardize' as const },
  };
  return { family: 'network', settings, rows, test: rows.columns, seed };
}

test('what comes of a task, and its epochs in their order, do not depend on where it is done', async () => {
  await useBackend('wasm');
  ok(isWorthAThread(task(1), learners));
  const told = async (run: (hooks: TaskHooks) => Promise<OutcomeOf<FoldTask>>) => {
    const records: EpochRecord[] = [];
    const { logits, fitted, parameters } = await run({ onEpoch: (record) => records.push(record) });
    return { logits, fitted, parameters, records };
  };
  const here = [];
  for (const seed of [1, 2, 3]) here.push(await told((hooks) => runTask(task(seed), learners, hooks)));
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

test('a member that is trained for its own sake is the same wherever that is done', async () => {
  await useBackend('wasm');
  const { test: _, ...final } = {
    ...task(4),
    watched: Int32Array.from({ length: 400 }, (__, row) => 5 * row),
  };
  await using pool = createFitPool(2, 'wasm');
  const [here, there] = [await runTask(final, learners), await pool.run(final)];
  deepEqual(there, here);
  ok(here.history.every(({ validationLoss }) => validationLoss! > 0));
  const warm = await pool.run({ ...final, start: here.fitted });
  const { parameters } = here.fitted as FittedNetwork;
  notDeepEqual((warm.fitted as FittedNetwork).parameters, parameters);
});

test('a trained member scores edited rows, in a thread as here', async () => {
  await useBackend('wasm');
  await using pool = createFitPool(2, 'wasm');
  const { fitted, logits } = await pool.run(task(6));
  const edits = [{ missing: [] }, { missing: [0, 3] }, { permuted: [0], seed: 1 }];
  const many = Array.from({ length: 100 }, () => edits).flat();
  const score = { family: 'network', fitted, test: task(6).test, edits: many };
  ok(isWorthAThread(score, learners));
  const there = await pool.run(score);
  deepEqual(there, await runTask(score, learners));
  deepEqual(there[0], logits);
  notDeepEqual(there[1], logits);
  notDeepEqual(there[2], logits);
});

test('an error in a thread comes back as what it was, and the thread goes on', async () => {
  await using pool = createFitPool(1 + 1, 'wasm');
  const bad = { ...task(1) };
  bad.settings = { ...(bad.settings as object), learningRate: 1e30 };
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
  const thread = startFitThread('wasm', builtInLearners.module);
  await thread.ready;
  ok(thread.free);
  const running = thread.run(task(1), { onEpoch: () => void thread.end() });
  ok(!thread.free);
  await rejects(running, /ended before its task/);
  await rejects(thread.run(task(1)), /ended before its task/);
  ok(!thread.free);
});

test.run();
