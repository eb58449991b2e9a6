import { deepEqual, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { makeDirectory } from './make-directory.ts';

const test = suite('makeDirectory');

test('all directories of a path are made, and several may do so at once', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'a', 'b', 'c');
  await Promise.all([path, path, join(folder.path, 'a', 'd')].map(makeDirectory));
  await makeDirectory(path);
  deepEqual(await readdir(join(folder.path, 'a')), ['b', 'd']);
});

test('a file among them is an error', async () => {
  await using folder = await temporaryDirectory();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  await rejects(makeDirectory(file), { code: 'EEXIST' });
  await rejects(makeDirectory(join(file, 'x', 'y')), { code: /ENOTDIR|ENOENT/ });
});

test('a file system that takes no directory is an error, and not without end', async () => {
  if (!existsSync('/proc/self')) return;
  await rejects(makeDirectory('/proc/no-such-place/x/y'), { code: 'ENOENT' });
});

test.run();
