import { deepEqual, deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { recordAt } from '../table.ts';
import { defineSchema } from './define-schema.ts';
import { missingInteger } from './raw-table.ts';
import { readColumns } from './read-columns.ts';
import { readRecord } from './read-record.ts';

const test = suite('readColumns');

const columns = [
  { name: 'bytes', kind: 'numeric', min: 0 },
  { name: 'land', kind: 'binary', values: [0, 1], onMissing: 'reject' },
  { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'], onInvalid: 'impute' },
  { name: 'service', kind: 'categorical' },
  { name: 'rate', kind: 'numeric', optional: true },
  { name: 'seen', kind: 'time' },
  {
    name: 'perByte',
    kind: 'numeric',
    derive: 'rate / bytes',
    onMissing: 'impute',
    max: 100,
    onInvalid: 'reject',
  },
  { name: 'attack', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
] as const;
const rules = [{ name: 'land is small', expression: 'land == 0 || bytes < 1000', onFail: 'reject' }] as const;
const plain = defineSchema({ name: 'traffic', columns, rules });
const grouped = defineSchema({
  name: 'traffic',
  columns,
  rules,
  featureGroups: [
    { name: 'cheap', cost: 0, columns: ['bytes', 'land', 'rate', 'perByte'] },
    { name: 'dear', cost: 1, columns: ['protocol', 'service'] },
  ],
});

const cells: Record<string, fc.Arbitrary<unknown>> = {
  bytes: fc.constantFrom(10, '2000', 0, -1, null, 'many', undefined, 5n),
  land: fc.constantFrom(0, 1, true, null, 7, undefined),
  protocol: fc.constantFrom('tcp', 'udp', 'icmp', null, undefined),
  service: fc.constantFrom('http', 'x', null, undefined, {}),
  rate: fc.constantFrom(1, 1e6, null, undefined, 'fast'),
  seen: fc.constantFrom('2026-01-02', 1e12, null, undefined, 'never'),
  attack: fc.constantFrom('no', undefined),
  Bytes: fc.constantFrom(1),
};
const good = { bytes: 10, land: 0, protocol: 'tcp', service: 'http', rate: 2, seen: 1e12 };

for (const [name, schema] of Object.entries({ plain, grouped })) {
  test(`rows and problems are those of records, whatever the cells (${name})`, () => {
    const some = fc.subarray(Object.keys(cells), { minLength: 1 });
    const record = fc.oneof(
      { weight: 2, arbitrary: fc.constant(good) },
      { weight: 3, arbitrary: fc.record(cells) },
    );
    fc.assert(
      fc.property(some, fc.array(record, { minLength: 1, maxLength: 6 }), (given, records) => {
        const raw = new Map(
          given.map((key) => [key, records.map((one) => (one as Record<string, unknown>)[key])]),
        );
        const { table, problems } = readColumns(schema, { rows: records.length, columns: raw });
        for (const row of records.keys()) {
          const brought = Object.fromEntries([...raw].map(([key, column]) => [key, column[row]]));
          const expected = readRecord(schema, brought);
          deepStrictEqual(recordAt(table, row), expected.row);
          deepEqual(problems.get(row) ?? [], expected.problems);
        }
      }),
    );
  });
}

test('64-bit integers are read exactly, those of times as nanoseconds, the smallest as none', () => {
  const schema = defineSchema({
    name: 'exact',
    columns: [
      { name: 'flow', kind: 'categorical' },
      { name: 'at', kind: 'time' },
      { name: 'count', kind: 'numeric' },
      { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
    ],
  });
  const { table, problems } = readColumns(schema, {
    rows: 2,
    columns: new Map<string, ArrayLike<unknown>>([
      ['flow', BigInt64Array.of(9007199254740993n, missingInteger)],
      ['at', BigInt64Array.of(1_767_312_000_123_456_789n, missingInteger)],
      ['count', BigInt64Array.of(3n, missingInteger)],
    ]),
  });
  deepEqual(problems.size, 0);
  deepEqual(recordAt(table, 0), { flow: '9007199254740993', at: 1_767_312_000_123.456_8, count: 3 });
  deepEqual(recordAt(table, 1), { flow: null, at: Number.NaN, count: Number.NaN });
});
test.run();
