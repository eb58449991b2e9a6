import { deepStrictEqual } from 'node:assert/strict';
import { defineSchema } from '../schema/define-schema.ts';
import { textSource } from '../testing/index.ts';
import { suite } from 'uvu';
import { readTable } from './read-table.ts';

const test = suite('positionOf');

const columns = [
  { name: 'sent', kind: 'numeric' },
  { name: 'double', kind: 'numeric', derive: 'sent * 2' },
  { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
] as const;
const expected = { sent: [1, 2], double: [2, 4], label: [0, 1] };

async function read(text: string, header = true) {
  const source = textSource(text);
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
  deepStrictEqual(await read('double,sent,label\njunk,1,0\n7,2,1\n'), [expected, expected]);
});

test('a file without a header line lacks the derived columns', async () => {
  deepStrictEqual(await read('1,0\n2,1\n', false), [expected, expected]);
});

test.run();
