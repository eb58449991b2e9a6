import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arraysClose, closeTo, noLeak, realTable, rejects, temporaryDirectory } from './index.ts';

const test = suite('testing');

test('closeTo allows the tolerance and no more', () => {
  closeTo(1.1, 1, 0.11);
  closeTo(NaN, NaN, 0);
  closeTo(Infinity, Infinity, 0);
  assert.throws(() => closeTo(1.2, 1, 0.1, 'the mean'), /the mean: expected 1 ± 0.1, received 1.2/);
  assert.throws(() => closeTo(NaN, 1, 10));
  assert.throws(() => closeTo(1, Infinity, 10));
});

test('arraysClose names the entry that differs, or the lengths', () => {
  arraysClose(new Float32Array([1, 2]), [1, 2], 0);
  assert.throws(() => arraysClose([1, 2], [1, 3], 0.5), /at entry 1/);
  assert.throws(() => arraysClose([1], [1, 2], 0.5), /expected 2 entries, received 1/);
});

test('rejects takes promises and functions, and fails where nothing is thrown', async () => {
  const error = new Error('no such file');
  assert.is(await rejects(Promise.reject(error), /no such/), error);
  const throwing = () => {
    throw error;
  };
  assert.is(await rejects(throwing, ({ message }) => assert.match(message, 'file')), error);
  await rejects(
    rejects(async () => 1, /./),
    /nothing was thrown/,
  );
  await rejects(rejects(Promise.reject(error), /another/), /did not match/);
});

test('noLeak passes results on and counts tensors left or lost', async () => {
  await tf.setBackend('cpu');
  assert.is(await noLeak(() => tf.tidy(() => tf.square(tf.scalar(2)).dataSync()[0])), 4);
  const left: tf.Tensor[] = [];
  await rejects(
    noLeak(() => left.push(tf.scalar(1))),
    /received \+1/,
  );
  await rejects(
    noLeak(() => tf.dispose(left)),
    /received -1/,
  );
});

test('a temporary directory goes with its scope', async () => {
  let file: string;
  {
    await using directory = await temporaryDirectory();
    file = join(directory.path, 'x.txt');
    await writeFile(file, 'x');
    await access(file);
  }
  await rejects(access(file), /ENOENT/);
});

test('a real table that is absent is undefined', () => {
  const before = process.env.RAMPART_TEST_DATA;
  process.env.RAMPART_TEST_DATA = import.meta.dirname;
  try {
    assert.is(realTable('no-such-table.csv'), undefined);
    assert.is(realTable('real-table.ts'), join(import.meta.dirname, 'real-table.ts'));
  } finally {
    if (before === undefined) delete process.env.RAMPART_TEST_DATA;
    else process.env.RAMPART_TEST_DATA = before;
  }
});

test.run();
