import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noLeak, rejects } from '../../testing/index.ts';
import { backendFacts } from './backend-facts.ts';
import type { BackendName } from './backend-driver.ts';
import { loadBackend, onBackend, useBackend } from './use-backend.ts';

const test = suite('on-backend');

/** Every backend that loads here. */
async function loaded(): Promise<BackendName[]> {
  const facts = await backendFacts();
  for (const { name, loads, reason } of facts) {
    if (!loads) process.stdout.write(`not tested on ${name}: ${reason}\n`);
  }
  const names = facts.flatMap(({ name, loads }) => (loads ? [name] : []));
  for (const name of names) await loadBackend(name);
  return names;
}

/** The backend that an operation runs on just now. */
function inUse(): string {
  const { constructor } = tf.backend();
  return `${tf.getBackend()} ${constructor.name}`;
}

test('where none is in use, the first one that is loaded is', async () => {
  await loadBackend('wasm');
  assert.is(tf.getBackend(), 'wasm');
  await loadBackend('cpu');
  assert.is(tf.getBackend(), 'wasm');
});

test('each computes on its own, and the one in use is in use again afterwards', async () => {
  const names = await loaded();
  for (const own of names) {
    await useBackend(own);
    const before = inUse();
    const x = tf.tensor1d([1, 2, 3]);
    for (const other of names) {
      const values = onBackend(other, () => tf.tidy(() => tf.exp(tf.tensor1d([0, 1])).dataSync()));
      assert.ok(Math.abs(values[1]! - Math.E) < 1e-6);
      assert.is(
        onBackend(other, inUse),
        onBackend(other, () => onBackend(own, () => onBackend(other, inUse))),
      );
      assert.is(inUse(), before);
    }
    assert.equal([...tf.tidy(() => tf.mul(x, 2)).dataSync()], [2, 4, 6]);
    x.dispose();
  }
});

test('an error passes through, and the backend in use is in use again', async () => {
  await useBackend('cpu');
  await rejects(
    () =>
      onBackend('wasm', () => {
        throw new Error('mine');
      }),
    /mine/,
  );
  assert.is(tf.getBackend(), 'cpu');
});

test('tensors stay where they were made: nothing is moved to and fro', async () => {
  await useBackend('cpu');
  const weights = onBackend('wasm', () => tf.ones([64, 64]));
  const held = () =>
    (onBackend('wasm', () => tf.backend()) as unknown as { numDataIds(): number }).numDataIds();
  await noLeak(() => {
    const before = held();
    for (let i = 0; i < 10; i++) {
      onBackend('wasm', () => tf.tidy(() => tf.matMul(weights as tf.Tensor2D, tf.ones([64, 1])).dataSync()));
      tf.tidy(() => tf.mul(tf.scalar(2), 3).dataSync());
      assert.is(held(), before);
    }
  });
  weights.dispose();
});

test('a host program that waits for its backend to start is not disturbed', async () => {
  await loadBackend('cpu');
  let start: (backend: tf.KernelBackend) => void = () => undefined;
  tf.registerBackend('slow', () => new Promise<tf.KernelBackend>((resolve) => (start = resolve)), 0);
  const started = tf.setBackend('slow');
  assert.equal([...onBackend('cpu', () => tf.tidy(() => tf.add([1], 1).dataSync()))], [2]);
  start(Object.assign(new tf.KernelBackend(), { dispose: () => undefined }));
  assert.is(await started, true);
  assert.is(tf.getBackend(), 'slow');
  await useBackend('cpu');
  tf.removeBackend('slow');
});
test.run();
