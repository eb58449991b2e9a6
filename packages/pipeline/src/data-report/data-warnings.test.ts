import { defineSchema, RampartError, targetOf, type TypedTable } from '@rampart/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { classNumbers } from '../splitting/split-table.ts';
import { checkTable } from '../checking/check-table.ts';
import { judgeWarnings, requireWithinLimits } from './data-warning.ts';
import { dataWarnings, freshnessWarnings, newestTime } from './data-warnings.ts';
import { auditLeaks } from '../leaks/leak-audit.ts';

const test = suite('data warnings');

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const definition = {
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric', min: 0 },
    { name: 'same', kind: 'numeric' },
    { name: 'sparse', kind: 'numeric' },
    { name: 'at', kind: 'time', role: 'ignored' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
  rules: [{ name: 'small', expression: 'bytes < 6', onFail: 'warn' }],
  freshness: { column: 'at', maxAge: '2d' },
  volume: { minRows: 100 },
} as const;
const schema = defineSchema(definition);

// 20 rows; one invalid, bytes 0 to 9 twice, the second time with the other label.
const rows = 20;
const table: TypedTable = {
  rows,
  columns: new Map([
    ['bytes', Float64Array.from({ length: rows }, (_, row) => (row === 0 ? -1 : row % 10))],
    ['same', new Float64Array(rows).fill(3)],
    ['sparse', Float64Array.from({ length: rows }, (_, row) => (row % 10 < 3 ? 1 : Number.NaN))],
    ['at', Float64Array.from({ length: rows }, (_, row) => start + row * 1000)],
    ['label', Float64Array.from({ length: rows }, (_, row) => (row < 10 ? 0 : 1))],
  ]),
};

function warningsOf() {
  const target = targetOf(schema);
  const checked = checkTable(table, schema, target, (row) => ({ source: 'x', line: row + 2 }));
  return dataWarnings({
    schema,
    read: rows,
    quarantined: checked.quarantined.length,
    table: checked.table,
    leakAudit: auditLeaks(checked.table, classNumbers(checked.table, target), schema),
    brokenRules: checked.brokenRules,
    unknownColumns: ['extra'],
  });
}

test('every warning has its name, columns and share', () => {
  const found = warningsOf().map(({ name, columns, share }) => [name, columns.join(), share]);
  assert.equal(found, [
    ['quarantinedShare', '', 0.05],
    ['tooFewRows', '', null],
    ['unknownColumn', 'extra', null],
    ['missingShare', 'sparse', 14 / 19],
    ['brokenRule', '', 8 / 19],
    ['constantFeature', 'same', null],
    ['conflictingVectors', '', 18 / 19],
  ]);
});

test('limits sort warnings into failures, warnings and what is within its bound', () => {
  const warnings = warningsOf();
  const names = (limits: Parameters<typeof judgeWarnings>[1]) => {
    const { failed, warned } = judgeWarnings(warnings, limits);
    return [failed.map(({ name }) => name).join(' '), warned.map(({ name }) => name).join(' ')];
  };
  assert.equal(names(undefined), [
    '',
    'quarantinedShare tooFewRows unknownColumn missingShare brokenRule constantFeature conflictingVectors',
  ]);
  assert.equal(
    names({
      quarantinedShare: { most: 0.05, action: 'fail' },
      missingShare: { most: 0.7, action: 'fail' },
      tooFewRows: 'fail',
      unknownColumn: 'ignore',
      constantFeature: 'warn',
      conflictingVectors: 'ignore',
      brokenRule: { most: 0.5, action: 'warn' },
    }),
    ['tooFewRows missingShare', 'constantFeature'],
  );
});

test('a broken limit that fails tells all of them', () => {
  const strict = defineSchema({ ...definition, limits: { tooFewRows: 'fail', missingShare: { most: 0.1 } } });
  try {
    requireWithinLimits(warningsOf(), strict, 'DataValidation');
    assert.unreachable();
  } catch (error) {
    assert.instance(error, RampartError);
    const { code, problems } = error as RampartError;
    assert.is(code, 'data');
    assert.equal(
      problems.map(({ where, expected, received }) => [where, expected, received]),
      [
        ['schema `flows`, limit `tooFewRows`', 'nothing of that kind', '20 rows, expected at least 100'],
        [
          'schema `flows`, limit `missingShare`',
          'at most 10 %',
          '73.7 % of the cells of `sparse` hold no value',
        ],
      ],
    );
  }
});

test('the newest row tells how fresh a table is', () => {
  const newest = newestTime(table, schema);
  assert.is(newest, start + 19_000);
  assert.equal(freshnessWarnings(schema, newest, new Date(start + 2 * day)), []);
  assert.equal(
    freshnessWarnings(schema, newest, new Date(start + 3 * day)).map(({ name, columns, text }) => [
      name,
      columns,
      text,
    ]),
    [['stale', ['at'], 'the newest row is of 2026-01-01T00:00:19.000Z, more than 2d ago']],
  );
  assert.equal(
    freshnessWarnings(schema, null, new Date(start)).map(({ text }) => text),
    ['no row has a time in `at`'],
  );
});

test.run();
