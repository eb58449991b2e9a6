import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import { publishDirectory, retireDirectory } from './publish-directory.ts';
import { withTemporaryDirectory } from './with-temporary-directory.ts';

const test = suite('publishDirectory');

test('of many that publish at once exactly one wins, whole', async () => {
  await using directory = await temporaryDirectory();
  const final = join(directory.path, 'deep', 'final');
  const publish = (by: number) =>
    withTemporaryDirectory(directory.path, async (unfinished) => {
      await mkdir(join(unfinished, 'inner'));
      await writeFile(join(unfinished, 'inner', 'a'), `${by}`);
      await writeFile(join(unfinished, 'b'), `${by}`);
      return publishDirectory(unfinished, final);
    });
  const won = await Promise.all(Array.from({ length: 10 }, (_, by) => publish(by)));
  const winner = won.indexOf(true);
  assert.is(won.filter(Boolean).length, 1);
  assert.is(await readFile(join(final, 'inner', 'a'), 'utf8'), `${winner}`);
  assert.is(await readFile(join(final, 'b'), 'utf8'), `${winner}`);
  assert.equal(await readdir(directory.path), ['deep']);
});

test('a file in the place of the directory is an error', async () => {
  if (process.platform === 'win32') {
    console.log('not tested: a file in the place of a directory, which Windows replaces');
    return;
  }
  await using directory = await temporaryDirectory();
  const final = join(directory.path, 'final');
  await writeFile(final, '');
  const publish = withTemporaryDirectory(directory.path, (unfinished) => publishDirectory(unfinished, final));
  await rejects(publish, /ENOTDIR|EEXIST|EPERM/);
  assert.equal(await readdir(directory.path), ['final']);
});

test('the temporary directory goes when the work fails', async () => {
  await using directory = await temporaryDirectory();
  const work = withTemporaryDirectory(join(directory.path, 'made'), async (unfinished) => {
    await writeFile(join(unfinished, 'a'), '');
    throw new Error('no');
  });
  await rejects(work, /^no$/);
  assert.equal(await readdir(join(directory.path, 'made')), []);
});

test('retiring removes the directory that was meant, and no other of its name', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a');
  await mkdir(path);
  await writeFile(join(path, 'inner'), '');
  const { ino, mtimeMs } = await stat(path);
  for (const other of [
    { ino, mtimeMs: mtimeMs - 1 },
    { ino: ino + 1, mtimeMs },
  ]) {
    await retireDirectory(path, other, directory.path);
    assert.equal(await readdir(directory.path), ['a']);
  }
  await retireDirectory(path, { ino, mtimeMs }, directory.path);
  assert.equal(await readdir(directory.path), []);
  await retireDirectory(path, { ino, mtimeMs }, directory.path);
});

test.run();
