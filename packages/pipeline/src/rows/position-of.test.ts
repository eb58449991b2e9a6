import { deepStrictEqual } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { openSource } from '../sources/open-source.ts';
import { readTable } from './read-table.ts';

const test = suite('positionOf');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const columns = [
  { name: 'sent', kind: 'numeric' },
  { name: 'double', kind: 'numeric', derive: 'sent * 2' },
  { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
] as const;
const expected = { sent: [1, 2], double: [2, 4], label: [0, 1] };

async function read(name: string, text: string, header = true) {
  const path = join(folder.path, name);
  await writeFile(path, text);
  const source = openSource(path);
  const schema = defineSchema({ name: 'x', file: { header }, columns });
  const slow = { uri: source.uri, read: source.read.bind(source), digest: source.digest.bind(source) };
  return Promise.all(
    [source, slow].map(async (one) => {
      const { table, unknownColumns } = await readTable(one, schema);
      deepStrictEqual(unknownColumns, []);
      return Object.fromEntries([...table.columns].map(([column, data]) => [column, [...data]]));
    }),
  );
}

test('what a source holds under the name of a derived column is not read', async () => {
  deepStrictEqual(await read('held.csv', 'double,sent,label\njunk,1,0\n7,2,1\n'), [expected, expected]);
});

test('a file without a header line lacks the derived columns', async () => {
  deepStrictEqual(await read('bare.csv', '1,0\n2,1\n', false), [expected, expected]);
});

test.run();
