import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseSchema } from '../schema/parse-schema.ts';
import type { ColumnData, TypedTable } from '../table.ts';
import { columnSummary, summarizeColumns } from './summarize-columns.ts';

const test = suite('summarizeColumns');

const schema = parseSchema(
  {
    name: 'x',
    columns: [
      { name: 'bytes', kind: 'numeric' },
      { name: 'flag', kind: 'binary', values: [0, 1] },
      { name: 'service', kind: 'categorical' },
      { name: 'id', kind: 'identifier', role: 'ignored' },
      { name: 'absent', kind: 'numeric' },
    ],
  },
  'x.yaml',
);
const tableOf = (columns: Record<string, ColumnData>): TypedTable => ({
  rows: Object.values(columns)[0]!.length,
  columns: new Map(Object.entries(columns)),
});

test('columns come in the order of the schema, those the table lacks are left out', () => {
  const table = tableOf({ id: ['a', 'b'], flag: Float64Array.of(0, 1), bytes: Float64Array.of(1, 2) });
  assert.equal(
    summarizeColumns(table, schema).map(({ name }) => name),
    ['bytes', 'flag', 'id'],
  );
});

test('numbers have moments and quantiles, few values have counts', () => {
  const [bytes, flag] = summarizeColumns(
    tableOf({
      bytes: Float64Array.from({ length: 101 }, (_, i) => i),
      flag: Float64Array.of(1, 1, Number.NaN, 0),
    }),
    schema,
  );
  assert.is(bytes!.distinct, 101);
  assert.equal(
    bytes!.quantiles!.map(Math.round),
    Array.from({ length: 21 }, (_, i) => 5 * i),
  );
  assert.is(bytes!.values, undefined);
  assert.equal([flag!.count, flag!.missing, flag!.distinct], [3, 1, 2]);
  assert.equal(flag!.values, [
    { value: 1, count: 2 },
    { value: 0, count: 1 },
  ]);
});

test('of many categories the fifty most frequent are listed, the rest is summed', () => {
  const service = Array.from({ length: 60 }, (_, i) => Array<string>(i < 2 ? 5 : 1).fill(`s${i}`)).flat();
  const [summary] = summarizeColumns(tableOf({ service: [...service, null] }), schema);
  assert.equal([summary!.count, summary!.missing, summary!.distinct], [68, 1, 60]);
  assert.is(summary!.values!.length, 50);
  assert.equal(summary!.values!.slice(0, 2), [
    { value: 's0', count: 5 },
    { value: 's1', count: 5 },
  ]);
  assert.is(summary!.other, 10);
});

test('identifiers are counted, never listed', () => {
  const [summary] = summarizeColumns(tableOf({ id: ['secret', 'secret', 'other'] }), schema);
  assert.equal(summary, { name: 'id', kind: 'identifier', count: 3, missing: 0, distinct: 2 });
});

test('a column without a value has no statistics, and every summary is plain JSON', () => {
  const empty = tableOf({ bytes: new Float64Array(2).fill(Number.NaN), service: [null, null] });
  for (const summary of summarizeColumns(empty, schema)) {
    assert.equal([summary.count, summary.missing, summary.distinct, summary.mean], [0, 2, 0, undefined]);
    assert.equal(columnSummary.parse(JSON.parse(JSON.stringify(summary))), summary);
  }
});

test.run();
