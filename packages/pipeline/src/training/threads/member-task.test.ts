import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RampartError } from '@rampart/core';
import { useBackend } from '@rampart/core/tensor';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedExample } from '../../testing/encoded-rows.ts';
import { plainNetwork } from '../../testing/network-settings.ts';
import { readArrayFile, writeArrayFile } from '../learners/array-file.ts';
import { learners } from '../learners/learners.ts';
import { type FoldTask, runTask, type TaskHooks } from './member-task.ts';

const test = suite('member-task');

test.before(async () => {
  await useBackend('cpu');
});

function task(keep?: string): FoldTask {
  const rows = encodedExample(4, 200, 3);
  const settings = {
    ...plainNetwork,
    epochs: 12,
    dropout: 0.2,
    inputDropout: 0.1,
    classWeights: 'balanced' as const,
  };
  return { family: 'network', settings, rows, test: rows.columns, seed: 9, keep };
}

const run = (keep?: string, hooks?: TaskHooks) => runTask(task(keep), learners, hooks);

test('a fit that is stopped in any epoch goes on to the same logits', async () => {
  const whole = await run();
  for (const stop of [1, 4, 6, 7, 11]) {
    await using folder = await temporaryDirectory();
    const keep = join(folder.path, 'deep', 'fit');
    const abort = new AbortController();
    const epochs: number[] = [];
    const onEpoch = ({ epoch }: { readonly epoch: number }) => {
      epochs.push(epoch);
      if (epochs.length === stop) abort.abort();
    };
    const error = await rejects(run(keep, { onEpoch, signal: abort.signal }), /abort/);
    assert.ok(error instanceof RampartError);
    assert.equal(epochs.length, stop);
    const resumed = await run(keep, { onEpoch });
    assert.deepEqual(resumed.logits, whole.logits);
    assert.equal(epochs.length, 12, 'no epoch was done twice');
    const again = await run(keep, { onEpoch });
    assert.deepEqual({ ...again, fitted: resumed.fitted }, resumed);
    const { test: _, ...fit } = task(keep);
    const { fitted } = await runTask(fit, learners, { onEpoch });
    assert.deepEqual(fitted, whole.fitted);
    assert.equal(epochs.length, 12, 'what was finished is not done again');
  }
});

test('a damaged checkpoint is as none', async () => {
  await using folder = await temporaryDirectory();
  const keep = join(folder.path, 'fit');
  const whole = await run(keep);
  for (const name of await readdir(folder.path)) {
    const path = join(folder.path, name);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 8));
    assert.equal(await readArrayFile(path), undefined);
  }
  assert.deepEqual((await run(keep)).logits, whole.logits);
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
