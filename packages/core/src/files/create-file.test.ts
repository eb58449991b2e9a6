import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import { createFile } from './create-file.ts';

const test = suite('createFile');

test('of many that create a file at once exactly one does, whole', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a', 'b.json');
  const texts = Array.from({ length: 12 }, (_, i) => String(i).repeat(100_000));
  const made = await Promise.all(texts.map((text) => createFile(path, text)));
  assert.is(made.filter(Boolean).length, 1);
  assert.is(await readFile(path, 'utf8'), texts[made.indexOf(true)]);
  assert.equal(await readdir(join(directory.path, 'a')), ['b.json']);
});

test('what stands there already stays', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a');
  await writeFile(path, 'old');
  assert.is(await createFile(path, 'new'), false);
  assert.is(await readFile(path, 'utf8'), 'old');
  await rejects(createFile(join(path, 'inner'), 'new'), /ENOTDIR|EEXIST/);
  assert.equal(await readdir(directory.path), ['a']);
});

test('where files have no second names it is written in place, once too', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'a');
  const fails = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  const made = await Promise.all(['1', '2', '3'].map((text) => createFile(path, text, fails('ENOTSUP'))));
  assert.is(made.filter(Boolean).length, 1);
  assert.is(await readFile(path, 'utf8'), String(1 + made.indexOf(true)));
  await rejects(createFile(join(directory.path, 'b'), 'x', fails('EIO')), /EIO/);
  assert.equal(await readdir(directory.path), ['a']);
});

test.run();
