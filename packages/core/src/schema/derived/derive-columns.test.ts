import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ColumnData, recordAt, takeRows, type TypedTable } from '../../table.ts';
import { defineSchema } from '../define-schema.ts';
import { recordColumns, sourceColumns, trainingColumns } from './derivation.ts';
import { deriveColumns } from './derive-columns.ts';
import { featuresOf } from '../features-of.ts';
import { parseSchema } from '../parse-schema.ts';
import { readRecord } from '../read-record.ts';
import { recordJsonSchema } from '../record-json-schema.ts';

const test = suite('deriveColumns');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'ratio', kind: 'numeric', derive: "bytes_in / (d['bytes out'] + 1)" },
    { name: 'bytes_in', kind: 'numeric', min: 0, onInvalid: 'impute' },
    { name: 'bytes out', kind: 'numeric', role: 'ignored' },
    { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'], onUnseen: 'other' },
    { name: 'service', kind: 'text', role: 'ignored', optional: true },
    { name: 'started', kind: 'time', role: 'ignored' },
    { name: 'host', kind: 'text', role: 'ignored' },
    { name: 'hour', kind: 'numeric', role: 'ignored', derive: 'utchours(started)' },
    { name: 'night', kind: 'binary', values: [0, 1], derive: 'hour < 6 || hour >= 22' },
    { name: 'at night', kind: 'binary', values: ['false', 'true'], derive: 'night == 1' },
    { name: 'path', kind: 'categorical', derive: "protocol + '/' + lower(service)" },
    { name: 'kind', kind: 'categorical', role: 'ignored' },
    {
      name: 'attack',
      kind: 'binary',
      role: 'target',
      values: [0, 1],
      positive: 1,
      derive: "kind != 'normal'",
    },
  ],
});

interface Raw {
  readonly bytes_in: number;
  readonly 'bytes out': number;
  readonly protocol: string | null;
  readonly service: string | null;
  readonly started: number;
  readonly kind: string;
}
const gap = Number.NaN;
const cell = fc.oneof(
  fc.constantFrom(gap, 0, -1, -3, 1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const raw: fc.Arbitrary<Raw> = fc.record({
  bytes_in: cell,
  'bytes out': cell,
  protocol: fc.constantFrom(null, 'tcp', 'udp', 'sctp'),
  service: fc.constantFrom(null, 'HTTP', 'ftp'),
  started: fc.oneof(fc.constant(gap), fc.integer({ min: 1e12, max: 2e12 })),
  kind: fc.constantFrom('normal', 'smurf'),
});

function tableOf(rows: readonly Raw[]): TypedTable {
  const numbers = ['bytes_in', 'bytes out', 'started'] as const;
  const texts = ['protocol', 'service', 'kind'] as const;
  return {
    rows: rows.length,
    columns: new Map<string, ColumnData>([
      ...numbers.map((name): [string, ColumnData] => [name, Float64Array.from(rows, (row) => row[name])]),
      ...texts.map((name): [string, ColumnData] => [name, rows.map((row) => row[name])]),
      ['host', rows.map(() => null)],
    ]),
  };
}

/** The derived columns as a person would compute them. */
function byHand({ bytes_in, 'bytes out': out, protocol, service, started, kind }: Raw) {
  // Below its `min`, `bytes_in` is imputed: to an expression it is missing.
  const ratio = bytes_in >= 0 ? bytes_in / (out + 1) : gap;
  const hour = new Date(started).getUTCHours();
  const night = Number.isNaN(hour) ? gap : hour < 6 || hour >= 22 ? 1 : 0;
  return {
    ratio: Number.isFinite(ratio) ? ratio + 0 : gap,
    hour,
    night,
    'at night': Number.isNaN(night) ? null : String(night === 1),
    path: protocol === null || service === null ? null : `${protocol}/${service.toLowerCase()}`,
    attack: kind === 'normal' ? 0 : 1,
  };
}

test('derived columns are what is computed by hand, in a table, in parts of it and in a record', () => {
  fc.assert(
    fc.property(fc.array(raw, { minLength: 1, maxLength: 30 }), (rows) => {
      const table = deriveColumns(tableOf(rows), schema);
      assert.equal(
        [...table.columns.keys()],
        schema.columns.map(({ name }) => name),
      );
      for (const [index, row] of rows.entries()) {
        const derived = recordAt(table, index);
        const alone = recordAt(deriveColumns(takeRows(tableOf(rows), [index]), schema), 0);
        const { bytes_in, 'bytes out': out, protocol, service, started } = row;
        const { row: read, problems } = readRecord(schema, {
          bytes_in,
          'bytes out': out,
          protocol,
          service,
          started,
        });
        assert.equal(problems, []);
        for (const [name, expected] of Object.entries(byHand(row))) {
          assert.ok(Object.is(derived[name], expected), `${name}: ${derived[name]}, by hand ${expected}`);
          assert.ok(Object.is(alone[name], expected), `${name} alone: ${alone[name]}`);
          if (name !== 'hour' && name !== 'attack') {
            assert.ok(Object.is(read[name], expected), `${name} in a record: ${read[name]}`);
          }
        }
      }
    }),
  );
});

test('a table without derived columns is left alone; a column the table has under that name is replaced', () => {
  const plain = defineSchema({ name: 'x', columns: [{ name: 'a', kind: 'numeric' }] });
  const table: TypedTable = { rows: 1, columns: new Map([['a', Float64Array.of(1)]]) };
  assert.is(deriveColumns(table, plain), table);
  const doubled = defineSchema({
    name: 'x',
    columns: [
      { name: 'a', kind: 'numeric' },
      { name: 'b', kind: 'numeric', derive: 'a * 2' },
    ],
  });
  const held = new Map([...table.columns, ['b', Float64Array.of(99)] as const]);
  assert.equal([...deriveColumns({ rows: 1, columns: held }, doubled).columns.get('b')!], [2]);
});

test('a record holds what features come from, and nothing else is asked for', () => {
  assert.equal(
    recordColumns(schema).map(({ name }) => name),
    ['bytes_in', 'bytes out', 'protocol', 'service', 'started'],
  );
  assert.equal(
    trainingColumns(schema).map(({ name }) => name),
    ['bytes_in', 'bytes out', 'protocol', 'started', 'kind'],
  );
  assert.is(sourceColumns(schema).length, 7);
  assert.equal(
    featuresOf(schema).map(({ name }) => name),
    ['ratio', 'bytes_in', 'protocol', 'night', 'at night', 'path'],
  );
  const { properties, required } = recordJsonSchema(schema) as { properties: object; required: string[] };
  assert.equal(Object.keys(properties), ['bytes_in', 'bytes out', 'protocol', 'service', 'started']);
  assert.equal(required, ['bytes_in', 'bytes out', 'protocol', 'started']);
});

test('an input that is absent or faulty is a problem of its own, and nothing is said of what comes from it', () => {
  const { row, problems } = readRecord(schema, { bytes_in: 3, protocol: 'tcp', started: 'noon', ratio: 5 });
  assert.equal(
    problems.map(({ where }) => where),
    ['column `bytes out`', 'column `started`'],
  );
  assert.ok(Number.isNaN(row.ratio));
});

test('the policy of a derived feature is kept when serving', () => {
  const strict = defineSchema({
    name: 'x',
    columns: [
      { name: 'a', kind: 'numeric' },
      { name: 'share', kind: 'numeric', max: 1, derive: 'a / 10' },
      { name: 'known', kind: 'numeric', onMissing: 'reject', derive: 'a + 1' },
      { name: 'capped', kind: 'numeric', max: 1, onInvalid: 'impute', derive: 'a / 10' },
    ],
  });
  assert.equal(readRecord(strict, { a: 20 }).problems, [
    { where: 'column `share`, derived as a / 10', expected: 'a number not above 1', received: '2' },
  ]);
  assert.equal(
    readRecord(strict, { a: null }).problems.map(({ where }) => where),
    ['column `known`, derived as a + 1'],
  );
  assert.ok(Number.isNaN(readRecord(strict, { a: 20 }).row.capped));
});

test('a schema with expressions is the same after JSON', () => {
  const again = parseSchema(JSON.parse(JSON.stringify(schema)), 'schema.json');
  assert.equal(again, schema);
  const table = tableOf([
    { bytes_in: 1, 'bytes out': 2, protocol: 'tcp', service: 'x', started: 1e12, kind: 'a' },
  ]);
  assert.equal(deriveColumns(table, again), deriveColumns(table, schema));
});

test.run();
