import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporaryDirectory } from '../testing/index.ts';
import { removeStaleTemporaries } from './remove-stale-temporaries.ts';
import { temporaryName } from './temporary-name.ts';

const test = suite('removeStaleTemporaries');

/** A temporary name as the process of that number on this machine, or on another one, would make it. */
function nameOf(pid: number, here = true): string {
  const name = temporaryName().replace(/\d+/, String(pid));
  return here ? name : name.replace(/-[0-9a-f]{8}/, '-00000000');
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

test('names say who made them and do not repeat', () => {
  assert.match(temporaryName(), new RegExp(`^\\.tmp-${process.pid}-[0-9a-f]{20}$`));
  assert.is(new Set(Array.from({ length: 1000 }, temporaryName)).size, 1000);
});

test('removes what dead processes left, and nothing else', async () => {
  await using directory = await temporaryDirectory();
  const dead = await deadProcess();
  const stale = [nameOf(dead), nameOf(dead), nameOf(dead, false), nameOf(process.pid)];
  const kept = [
    nameOf(process.pid),
    nameOf(process.ppid),
    nameOf(dead, false),
    '.tmp-1-x',
    `x${nameOf(dead)}`,
    'file',
  ];
  for (const name of [...stale, ...kept])
    await mkdir(join(directory.path, name, 'inner'), { recursive: true });
  await writeFile(join(directory.path, stale[1]!, 'inner', 'file'), 'x');
  const longAgo = new Date(Date.now() - 8 * 24 * 3600 * 1000);
  // Another machine's from last week, and one by an earlier process that had our number.
  for (const name of [stale[2]!, stale[3]!, kept[1]!])
    await utimes(join(directory.path, name), longAgo, longAgo);

  const removed = await removeStaleTemporaries(directory.path);
  assert.equal(removed.toSorted(), stale.toSorted());
  assert.equal((await readdir(directory.path)).toSorted(), kept.toSorted());
});

test('a directory that is not there has none', async () => {
  await using directory = await temporaryDirectory();
  assert.equal(await removeStaleTemporaries(join(directory.path, 'missing')), []);
});

test.run();
