import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

const test = suite('writeFileAtomic');

test('writes texts and bytes, over what was there, and makes folders', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a', 'b.txt');
  await writeFileAtomic(path, 'old and longer');
  await writeFileAtomic(path, new Uint8Array([104, 105]));
  assert.is(await readFile(path, 'utf8'), 'hi');
  assert.equal(await readdir(join(directory.path, 'a')), ['b.txt']);
});

test('writes bytes as they come, and keeps the old ones where no more come', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x');
  async function* pieces(fails: boolean) {
    for (const piece of ['one ', 'two ', 'three']) yield Buffer.from(piece);
    assert.equal((await readdir(directory.path)).filter((name) => name === 'x').length, fails ? 1 : 0);
    if (fails) throw new Error('cut off');
  }
  await writeFileAtomic(path, pieces(false));
  assert.is(await readFile(path, 'utf8'), 'one two three');
  await rejects(writeFileAtomic(path, pieces(true)), /cut off/);
  assert.is(await readFile(path, 'utf8'), 'one two three');
  assert.equal(await readdir(directory.path), ['x']);
});

test('a reader sees one version whole, whoever writes', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x');
  const versions = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i).repeat(200_000));
  await writeFileAtomic(path, versions[0]!);
  let writing = true;
  const reading = (async () => {
    while (writing) assert.ok(versions.includes(await readFile(path, 'utf8')));
  })();
  await Promise.all(versions.map((version) => writeFileAtomic(path, version)));
  writing = false;
  await reading;
});

test('a failed write leaves nothing behind', async () => {
  await using directory = await temporaryDirectory();
  await writeFileAtomic(join(directory.path, 'folder', 'inner'), '');
  await rejects(writeFileAtomic(join(directory.path, 'folder'), 'x'), /EISDIR|EPERM|ENOTEMPTY|EEXIST/);
  assert.equal(await readdir(directory.path), ['folder']);
});

test.run();
