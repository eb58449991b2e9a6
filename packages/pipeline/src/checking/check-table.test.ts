import { defineSchema, targetOf, type TypedTable } from '@rampart/core';
import { deriveColumns } from '@rampart/core/internal';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkTable } from './check-table.ts';
import { describeGroup, groupProblems } from '@rampart/core/rows';

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

test('rules between columns set rows aside or are counted; a value that is at fault itself is not judged again', () => {
  const ruled = defineSchema({
    name: 'flows',
    columns: [
      { name: 'sent', kind: 'numeric', min: 0 },
      { name: 'total', kind: 'numeric' },
      { name: 'rest', kind: 'numeric', derive: 'total - sent' },
      { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
    ],
    rules: [
      { name: 'sum', expression: 'sent <= total' },
      { name: 'small', expression: 'rest < 10', onFail: 'warn' },
      { name: 'labelled', expression: 'label == 0 || sent > 0', onFail: 'warn' },
    ],
  });
  const flows: TypedTable = {
    rows: 5,
    columns: new Map([
      ['sent', Float64Array.of(1, 5, -1, Number.NaN, 0)],
      ['total', Float64Array.of(50, 4, -2, 4, 0)],
      ['label', Float64Array.of(0, 0, 0, 0, 1)],
    ]),
  };
  const checked = checkTable(deriveColumns(flows, ruled), ruled, targetOf(ruled), origin);
  assert.equal([...checked.rows], [0, 4]);
  assert.equal(
    checked.quarantined.map(({ line, problems }) => [line, ...problems]),
    [
      [
        3,
        {
          column: null,
          rule: 'rule',
          expected: 'rule `sum` (sent <= total) to be true',
          received: 'sent 5, total 4',
        },
      ],
      [4, { column: 'sent', rule: 'domain', expected: 'a number not below 0', received: '-1' }],
      [
        5,
        {
          column: null,
          rule: 'rule',
          expected: 'rule `sum` (sent <= total) to be true',
          received: 'sent missing, total 4',
        },
      ],
    ],
  );
  assert.equal(checked.brokenRules, [
    { rule: 'small', rows: 1 },
    { rule: 'labelled', rows: 1 },
  ]);
  assert.equal(
    checkTable(deriveColumns(flows, ruled), ruled, null, origin).brokenRules,
    [{ rule: 'small', rows: 1 }],
    'a request has no label',
  );
});

test('a category that is not listed is another one, missing, or a reason, as `onUnseen` says', () => {
  const policy = (onUnseen: 'other' | 'reject' | 'impute' | undefined) => {
    const one = defineSchema({
      name: 'x',
      columns: [
        { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'], ...(onUnseen && { onUnseen }) },
        { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
      ],
    });
    const seen: TypedTable = {
      rows: 2,
      columns: new Map<string, Float64Array | (string | null)[]>([
        ['protocol', ['tcp', 'sctp']],
        ['label', Float64Array.of(0, 1)],
      ]),
    };
    const { table: valid, quarantined } = checkTable(seen, one, targetOf(one), origin);
    return [[...valid.columns.get('protocol')!], quarantined.length];
  };
  assert.equal(policy('other'), [['tcp', 'sctp'], 0]);
  assert.equal(policy('impute'), [['tcp', null], 0]);
  assert.equal(policy('reject'), [['tcp'], 1]);
  assert.equal(policy(undefined), [['tcp'], 1]);
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
