import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resumedWork } from './resumed-work.ts';

const test = suite('resumedWork');

test('finished fits and those under way are counted, each once', async () => {
  await using folder = await temporaryDirectory();
  assert.is(await resumedWork(join(folder.path, 'absent')), undefined);
  assert.is(await resumedWork(folder.path), undefined);
  const leave = (name: string) => writeFile(join(folder.path, name), '');
  await leave('a.checkpoint');
  assert.is(await resumedWork(folder.path), '1 fit under way');
  await leave('a.outcome');
  await leave('b.outcome');
  assert.is(await resumedWork(folder.path), '2 finished fits');
  await leave('final-c.checkpoint');
  assert.is(await resumedWork(folder.path), '2 finished fits and 1 fit under way');
});

test.run();
