import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TypedTable } from '../../table.ts';
import { defineSchema } from '../define-schema.ts';
import { judgeRules } from './judge-rules.ts';
import { readRecord } from '../read-record.ts';

const test = suite('judgeRules');

const schema = defineSchema({
  name: 'x',
  columns: [
    { name: 'sent', kind: 'numeric' },
    { name: 'total', kind: 'numeric' },
    { name: 'note', kind: 'text', role: 'ignored' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
  rules: [
    { name: 'sum', expression: 'sent <= total' },
    { name: 'sum or nothing', expression: 'sent == null || total == null || sent <= total' },
    { name: 'small', expression: 'total < 100', onFail: 'warn' },
    { name: 'labelled', expression: "label == 0 || note != 'clean'" },
  ],
});

const table: TypedTable = {
  rows: 4,
  columns: new Map<string, Float64Array | (string | null)[]>([
    ['sent', Float64Array.of(1, 5, Number.NaN, 1)],
    ['total', Float64Array.of(2, 4, 3, 200)],
    ['note', ['clean', 'clean', null, 'x']],
    ['label', Float64Array.of(0, 1, 1, 1)],
  ]),
};

test('a rule is broken where it is not true, also where a missing value leaves it open', () => {
  assert.equal(
    judgeRules(table, schema, 'training').map(({ rule, broken }) => [rule.name, broken]),
    [
      ['sum', [1, 2]],
      ['sum or nothing', [1]],
      ['small', [3]],
      ['labelled', [1, 2]],
    ],
  );
});

test('when serving, rules about what no record holds are left out, and those that reject are problems', () => {
  assert.equal(
    judgeRules(table, schema, 'serving').map(({ rule }) => rule.name),
    ['sum', 'sum or nothing', 'small'],
  );
  assert.equal(readRecord(schema, { sent: 1, total: 1000 }).problems, []);
  assert.equal(readRecord(schema, { sent: 3, total: 2 }).problems, [
    { where: 'the record', expected: 'rule `sum` (sent <= total) to be true', received: 'sent 3, total 2' },
    {
      where: 'the record',
      expected: 'rule `sum or nothing` (sent == null || total == null || sent <= total) to be true',
      received: 'sent 3, total 2',
    },
  ]);
});

test.run();
