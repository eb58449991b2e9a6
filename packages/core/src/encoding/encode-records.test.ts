import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordAt, type TypedTable } from '../table.ts';
import { encodeRecords } from './encode-records.ts';
import { encodeTable, packRows } from './encode-table.ts';
import type { Encoding } from './feature-encoding.ts';

const test = suite('encode-records');

const encoding: Encoding = [
  { name: 'duration', type: 'number', origin: 1.7e12 },
  { name: 'risk', type: 'category', vocabulary: [-1, 0, 1] },
  { name: 'protocol', type: 'category', vocabulary: ['tcp', 'udp'] },
];

const rows = fc.array(
  fc.record({
    duration: fc.oneof(fc.double(), fc.constant(1.7e12 + 3)),
    risk: fc.oneof(fc.constantFrom(-1, 0, 1, Number.NaN), fc.integer()),
    protocol: fc.oneof(fc.constantFrom('tcp', 'udp', null), fc.string()),
  }),
);

test('records and tables give the same floats', () => {
  fc.assert(
    fc.property(rows, (records) => {
      const table: TypedTable = {
        rows: records.length,
        columns: new Map<string, Float64Array | (string | null)[]>([
          ['duration', Float64Array.from(records, ({ duration }) => duration)],
          ['risk', Float64Array.from(records, ({ risk }) => risk)],
          ['protocol', records.map(({ protocol }) => protocol)],
        ]),
      };
      const fromTable = packRows(encodeTable(encoding, table));
      const fromRecords = encodeRecords(
        encoding,
        records.map((_, row) => recordAt(table, row)),
      );
      assert.equal([...fromRecords], [...fromTable]);
      fromRecords.forEach((value) => assert.ok(Number.isNaN(value) || Math.abs(value) <= 2e30));
    }),
  );
});

test('missing is NaN, unseen the length of the vocabulary, an absent key is missing', () => {
  const codes = encodeRecords(encoding, [
    { duration: 1.7e12 + 0.5, risk: 0, protocol: 'icmp' },
    { duration: null, risk: 7, protocol: null },
    {},
    { duration: Number.POSITIVE_INFINITY, risk: -1, protocol: 'udp' },
  ]);
  const { NaN: missing } = Number;
  const expected = [0.5, 1, 2, missing, 3, missing, missing, missing, missing, Math.fround(1e30), 0, 1];
  assert.equal([...codes], expected);
});
test('a hashed value has the same bucket in every release, a number that of its text', () => {
  const port: Encoding = [{ name: 'port', type: 'category', vocabulary: [443], buckets: 1000 }];
  const code = (cell: string | number) => encodeRecords(port, [{ port: cell }])[0];
  assert.is(code(443), 0);
  assert.is(code('http'), 1 + (4268727788 % 1000));
  assert.is(code(80), code('80'));
  assert.ok(Number.isNaN(code(Number.NaN)));
});
test.run();
