import assert from 'node:assert/strict';
import { parseSchema, targetOf } from '@rampart/core';
import { suite } from 'uvu';
import { labelsOf, reportColumns } from './report-columns.ts';

const test = suite('reportColumns');

const schema = parseSchema(
  {
    name: 'many',
    columns: [
      { name: 'x', kind: 'numeric' },
      { name: 'label', kind: 'binary', role: 'target', values: ['a', 'b'], positive: 'b' },
    ],
  },
  'the test',
);

for (const [rows, drawn] of [
  [200_000, 200_000],
  [300_000, 100_000],
] as const) {
  test(`of ${rows} rows histograms are of ${drawn}, evenly over the table, and summaries of all`, () => {
    const table = {
      rows,
      columns: new Map<string, Float64Array | (string | null)[]>([
        ['x', Float64Array.from({ length: rows }, (_, row) => row)],
        ['label', Array.from({ length: rows }, (_, row) => (row < rows / 4 ? 'b' : 'a'))],
      ]),
    };
    const [x] = reportColumns(table, schema, labelsOf(table, targetOf(schema)), null);
    assert.equal(x!.summary!.count, rows);
    assert.equal(x!.summary!.max, rows - 1);
    const { byClass, bySplit } = x!.histogram!;
    assert.equal(bySplit[0]!.rows, drawn);
    assert.equal(byClass.find(({ name }) => name === 'b')!.rows, drawn / 4);
  });
}

test.run();
