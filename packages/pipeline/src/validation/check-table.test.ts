import { defineSchema, targetOf, type TypedTable } from '@rampart/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkTable } from './check-table.ts';
import { describeGroup, groupProblems } from './quarantine.ts';

const test = suite('check-table');

const schema = defineSchema({
  name: 'sites',
  columns: [
    { name: 'length', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'age', kind: 'numeric', min: 0, onInvalid: 'impute' },
    { name: 'host', kind: 'categorical', onMissing: 'reject' },
    { name: 'result', kind: 'binary', role: 'target', values: [-1, 1], positive: -1 },
  ],
});
const origin = (row: number) => ({ source: 'sites.csv', line: row + 2 });

const table: TypedTable = {
  rows: 4,
  columns: new Map<string, Float64Array | (string | null)[]>([
    ['length', Float64Array.of(1, 7, Number.NaN, 0)],
    ['age', Float64Array.of(3, 4, -5, 6)],
    ['host', ['a', null, 'b', 'c']],
    ['result', Float64Array.of(1, -1, -1, 2)],
  ]),
};

test('every reason of a row is given, and the others stay', () => {
  const { rows, quarantined, table: valid } = checkTable(table, schema, targetOf(schema), origin);
  assert.equal([...rows], [0, 2]);
  assert.equal(
    quarantined.map(({ line, problems }) => [line, problems.map(({ column, rule }) => [column, rule])]),
    [
      [
        3,
        [
          ['length', 'domain'],
          ['host', 'missing'],
        ],
      ],
      [5, [['result', 'label']]],
    ],
  );
  assert.equal([...valid.columns.get('age')!], [3, Number.NaN], 'out of the domain and imputed');
  assert.equal([...table.columns.get('age')!], [3, 4, -5, 6], 'the table itself is left alone');
});

test('without a target only the features are judged', () => {
  const { quarantined } = checkTable(table, schema, null, origin);
  assert.equal(
    quarantined.map(({ line }) => line),
    [3],
  );
});

test('equal faults are told once, with their number', () => {
  const problem = (received: string) => [
    { column: 'length', rule: 'domain' as const, expected: 'one of -1, 0, 1', received },
  ];
  const rows = [7, 8, 7].map((value, at) => ({
    source: 's.csv',
    line: at + 2,
    problems: problem(String(value)),
    cells: {},
  }));
  const groups = groupProblems(rows);
  assert.is(groups.length, 1);
  const { where, received } = describeGroup(groups[0]!);
  assert.is(where, 's.csv, line 2, column `length`');
  assert.is(received, '7, 8 (and 2 more rows)');
});

test.run();
