import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, RampartError } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { plainNetwork } from '../../testing/network-settings.ts';
import { readArrayFile, writeArrayFile } from './array-file.ts';
import { checkpointFile } from '../learners/network/checkpoint.ts';
import { type FitTask, runFitTask } from './fit-task.ts';

const test = suite('resumeFit');

function task(keep?: string): FitTask {
  const random = createRandom(4);
  const [rows, width] = [200, 3];
  const features = Float32Array.from({ length: rows * width }, () => random.normal());
  const targets = Int32Array.from({ length: rows }, (_, row) => (features[row * width]! > 0 ? 1 : 0));
  const candidate = { ...plainNetwork, name: 'one', epochs: 12, dropout: 0.2, inputDropout: 0.1 };
  const data = { rows, width, features, targets, classes: 2 };
  return {
    data,
    test: { rows, features },
    candidate,
    classWeights: 'balanced',
    seed: 9,
    ...(keep && { keep }),
  };
}

test('a fit that is stopped in any epoch goes on to the same logits', async () => {
  const whole = await runFitTask(task());
  for (const stop of [1, 4, 6, 7, 11]) {
    await using folder = await temporaryDirectory();
    const keep = join(folder.path, 'deep', 'fit');
    const abort = new AbortController();
    const epochs: number[] = [];
    const onEpoch = ({ epoch }: { readonly epoch: number }) => {
      epochs.push(epoch);
      if (epochs.length === stop) abort.abort();
    };
    const error = await rejects(runFitTask(task(keep), { onEpoch, signal: abort.signal }), /abort/);
    assert.ok(error instanceof RampartError);
    assert.equal(epochs.length, stop);
    const resumed = await runFitTask(task(keep), { onEpoch });
    assert.deepEqual(resumed.logits, whole.logits);
    assert.equal(epochs.length, 12, 'no epoch was done twice');
    const again = await runFitTask(task(keep), { onEpoch });
    assert.deepEqual(again, resumed);
    assert.equal(epochs.length, 12, 'what was finished is not done again');
  }
});

test('a damaged checkpoint is as none', async () => {
  await using folder = await temporaryDirectory();
  const keep = join(folder.path, 'fit');
  const whole = await runFitTask(task(keep));
  for (const name of await readdir(folder.path)) {
    const path = join(folder.path, name);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 8));
    assert.equal(await readArrayFile(path), undefined);
    assert.equal(await checkpointFile(path).read(), undefined);
  }
  assert.deepEqual((await runFitTask(task(keep))).logits, whole.logits);
});

test('a file of arrays gives back what was written', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'x');
  assert.equal(await readArrayFile(path), undefined);
  const file = { data: { a: [1, 'b', null] }, arrays: [Float64Array.of(0.1, -0, 1e300), new Float64Array()] };
  await writeArrayFile(path, file);
  assert.deepEqual(await readArrayFile(path), file);
  await writeFile(path, 'no JSON\n');
  assert.equal(await readArrayFile(path), undefined);
  assert.deepEqual(await readdir(folder.path), ['x']);
});
test.run();
