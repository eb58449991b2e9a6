import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { sha256 } from '../digest.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { changedParts, keyFile, keyOf, keyParts, keyText, newestKey, readKey } from './stage-key.ts';

const test = suite('stage key');

const fact = (path: string, text: string) => ({ path, bytes: text.length, sha256: sha256(text) });

test('a file counts by what it holds, wherever it lies and however deep it stands', () => {
  const of = (path: string, text: string) =>
    keyOf(keyParts({ input: { a: fact(path, text), b: [{ c: { file: fact(path, text) } }] } }));
  equal(of('here', 'x'), of('there', 'x'));
  notEqual(of('here', 'x'), of('here', 'y'));
});

test('what only looks like a file counts with its path', () => {
  const of = (path: string) => keyOf(keyParts({ input: { ...fact(path, 'x'), rows: 3 } }));
  notEqual(of('here'), of('there'));
});

test('every member is a part of its own, down to a depth', () => {
  const parts = keyParts({
    seed: 7,
    config: { training: { epochs: 3, search: { space: { width: [1] } } }, list: [{ a: 1 }], empty: {} },
    run: undefined,
  });
  deepEqual(Object.keys(parts), [
    'seed',
    'config.training.epochs',
    'config.training.search.space',
    'config.list',
    'config.empty',
  ]);
});

test('members in another order are the same, names with dots are told apart', () => {
  equal(keyOf(keyParts({ a: 1, b: { c: 2, d: 3 } })), keyOf(keyParts({ b: { d: 3, c: 2 }, a: 1 })));
  notEqual(keyOf(keyParts({ a: { 'b.c': 1 } })), keyOf(keyParts({ a: { b: { c: 1 } } })));
  notEqual(keyOf(keyParts({ a: {} })), keyOf(keyParts({})));
});

test('what has changed is named: other, new and gone', () => {
  const before = keyParts({ seed: 1, config: { epochs: 3, gone: 1 }, code: 'x' });
  const after = keyParts({ seed: 1, config: { epochs: 4, fresh: 1 }, code: 'x' });
  deepEqual(changedParts(before, after), ['config.epochs', 'config.fresh', 'config.gone']);
  deepEqual(changedParts(after, after), []);
});

test('the newest artifact of a stage is the last that was made; what cannot be read is none', async () => {
  await using directory = await temporaryDirectory();
  equal(await newestKey(join(directory.path, 'nothing')), undefined);
  for (const [at, name] of ['b', 'a'].entries()) {
    const home = join(directory.path, name);
    await mkdir(home);
    await writeFile(join(home, keyFile), keyText(keyParts({ name }), sha256(name)));
    await utimes(join(home, keyFile), at, at);
  }
  deepEqual(await newestKey(directory.path), keyParts({ name: 'a' }));
  equal((await readKey(join(directory.path, 'b')))!.artifact, sha256('b'));
  await writeFile(join(directory.path, 'a', keyFile), '{"parts": 3}');
  equal(await readKey(join(directory.path, 'a')), undefined);
});

test.run();
