import { deepEqual, equal } from 'node:assert/strict';
import { defineSchema } from '@rampart/core';
import { readTable } from '@rampart/core/rows';
import { encodeTable, fitEncoding } from '@rampart/core/tensor';
import { textSource } from '@rampart/core/testing';
import { loadConfig } from '@rampart/core';
import { suite } from 'uvu';
import { monotoneColumns } from './monotone-columns.ts';

const test = suite('monotoneColumns');

const target = {
  name: 'label',
  kind: 'binary',
  role: 'target',
  values: ['bad', 'good'],
  positive: 'bad',
} as const;
const { transformation } = loadConfig();

test('an encoded column goes the way that the schema declares of its values', async () => {
  const schema = defineSchema({
    name: 'x',
    columns: [
      { name: 'age', kind: 'numeric', monotone: 'decreasing' },
      { name: 'note', kind: 'text', role: 'ignored' },
      { name: 'free', kind: 'numeric' },
      { name: 'risk', kind: 'ordinal', values: ['low', 'middle', 'high'], monotone: 'increasing' },
      { name: 'falls', kind: 'binary', values: [1, -1], monotone: 'increasing' },
      { name: 'rises', kind: 'binary', values: [-1, 1], monotone: 'decreasing' },
      { name: 'seen', kind: 'binary', values: ['no', 'yes'], monotone: 'increasing' },
      target,
    ],
  });
  const lines = [
    'age,note,free,risk,falls,rises,seen,label',
    '3,a,1,low,-1,-1,no,bad',
    '9,b,1,high,1,1,yes,good',
  ];
  const { table } = await readTable(textSource(lines.join('\n')), schema);
  const encoding = fitEncoding(schema, table, transformation);
  const monotone = monotoneColumns(schema, encoding)!;
  deepEqual(monotone, [-1, 0, 1, -1, -1, 1]);
  // The second row is higher in all of them: its score is to be lower by `age`, higher by `risk`, and so on.
  const rises = encodeTable(encoding, table).map(
    (column, at) => Math.sign(column[1]! - column[0]!) * monotone[at]!,
  );
  deepEqual(rises, [-1, 0, 1, 1, -1, 1]);
});

test('a schema that declares nothing has no ways', async () => {
  const schema = defineSchema({ name: 'x', columns: [{ name: 'age', kind: 'numeric' }, target] });
  const { table } = await readTable(textSource('age,label\n3,bad\n'), schema);
  equal(monotoneColumns(schema, fitEncoding(schema, table, transformation)), undefined);
});

test.run();
