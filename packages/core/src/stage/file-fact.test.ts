import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sha256 } from '../digest.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { fileFactsIn, measureFile } from './file-fact.ts';

const test = suite('FileFact');

test('size and digest are those of the bytes, whatever the size', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'x');
  for (const bytes of [0, 1, 65_536, 1_000_003]) {
    const content = new Uint8Array(bytes).map((_, i) => i * 31);
    await writeFile(file, content);
    assert.equal(await measureFile(file), { bytes, sha256: sha256(content) });
  }
});

test('facts are found at any depth, look-alikes are not', () => {
  const fact = (path: string) => ({ path, bytes: 1, sha256: sha256(path) });
  const value = {
    a: fact('1'),
    b: [{ c: fact('2') }, null, 'x', 3],
    d: { path: 'no', bytes: 1 },
    e: { ...fact('3'), rows: 2 },
  };
  assert.equal(
    fileFactsIn(value).map(({ path }) => path),
    ['1', '2', '3'],
  );
});

test.run();
