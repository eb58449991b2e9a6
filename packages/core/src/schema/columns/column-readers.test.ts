import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ColumnDefinition } from './column.ts';
import { type ColumnReader, UNREADABLE } from './column-reader.ts';
import { rawTime } from './parse-time.ts';
import { columnReaders } from './column-readers.ts';
import { parseSchema } from '../parse-schema.ts';

const test = suite('columnReaders');

function readerOf(column: Omit<ColumnDefinition, 'name'>, missing: string[] = ['']): ColumnReader {
  const columns: ColumnDefinition[] = [
    { name: 'c', ...column },
    { name: 'feature', kind: 'numeric' },
  ];
  return columnReaders(parseSchema({ name: 'x', missing, columns }, 'x.yaml')).get('c')!;
}

/** What the MongoDB driver gives for its own number types, as far as a reader looks. */
const bson = (type: string, text: string) => ({ _bsontype: type, toString: () => text });
const unreadable = (reader: ColumnReader, values: unknown[]) => {
  for (const value of values) assert.is(reader.read(value), UNREADABLE, String(value));
};

test('readers come in the order of the schema and are made once', () => {
  const schema = parseSchema(
    {
      name: 'x',
      columns: [
        { name: 'b', kind: 'numeric' },
        { name: 'a', kind: 'numeric' },
      ],
    },
    'x',
  );
  assert.equal([...columnReaders(schema).keys()], ['b', 'a']);
  assert.is(columnReaders(schema), columnReaders(schema));
});

test('a missing token means the value of a request that is written like it', () => {
  const reader = readerOf({ kind: 'numeric', missing: ['true', '-999'] });
  for (const raw of ['true', true, -999, '-999.0'])
    assert.is(Number.isNaN(reader.read(raw)), true, String(raw));
  unreadable(reader, [false, 'false']);
});

test('a number is the same number however it is written', () => {
  const reader = readerOf({ kind: 'numeric' });
  const double = { _bsontype: 'Double', valueOf: () => 1 };
  for (const one of [
    1,
    '1',
    ' 1.0 ',
    '1e0',
    '+1',
    1n,
    bson('Long', '1'),
    bson('Decimal128', '1.0'),
    double,
  ]) {
    assert.is(reader.read(one), 1);
  }
});

test('a number column gives no number where none was meant', () => {
  const reader = readerOf({ kind: 'numeric' });
  unreadable(reader, [
    '0x10',
    '1_000',
    'abc',
    '-',
    Infinity,
    -Infinity,
    'Infinity',
    '1e999',
    true,
    new Date(),
    {},
    [1],
    Symbol('x'),
  ]);
  unreadable(reader, [bson('Decimal128', 'Infinity'), bson('Binary', '1'), 'NaN']);
  unreadable(readerOf({ kind: 'numeric' }, ['NA']), ['', ' ']);
});

test('missing: null, an absent key, NaN, and the tokens after trimming', () => {
  const reader = readerOf({ kind: 'numeric' }, ['', 'NA', '-999']);
  for (const value of [
    null,
    undefined,
    Number.NaN,
    '',
    '  ',
    ' NA',
    '-999',
    '-999.0',
    -999,
    bson('Decimal128', 'NaN'),
  ]) {
    assert.ok(Number.isNaN(reader.read(value)), String(value));
  }
  const text = readerOf({ kind: 'categorical', missing: ['?'] });
  for (const value of [null, undefined, Number.NaN, '?', ' ? ']) assert.is(text.read(value), null);
  assert.is(text.read(''), '', "a column's own list replaces that of the schema");
});

test('coded columns hold numbers where all their values are numbers', () => {
  const binary = readerOf({ kind: 'binary', values: [0, 1] });
  assert.equal(
    [true, false, 'true', 'False', '1.0', 0].map((raw) => binary.read(raw)),
    [1, 0, 1, 0, 1, 0],
  );
  assert.equal(
    [0, 1, 2, Number.NaN].map((cell) => binary.allows(cell)),
    [true, true, false, false],
  );
  assert.is(binary.expected, 'one of 0, 1');
  unreadable(readerOf({ kind: 'binary', values: [-1, 1] }), [true, 'true', 'yes']);
  assert.is(readerOf({ kind: 'ordinal', values: ['low', 'high'] }).read('low'), 'low');
  assert.is(readerOf({ kind: 'categorical', values: [1, 'x'] }).read(1), '1');
});

test('a flag written by pandas, by a database or by JSON is the same flag', () => {
  const reader = readerOf({ kind: 'binary', values: [true, false] });
  assert.equal(
    [true, 'true', 'True', 'FALSE'].map((raw) => reader.read(raw)),
    ['true', 'true', 'true', 'false'],
  );
  assert.is(readerOf({ kind: 'binary', values: ['True', 'False'] }).read(true), 'True');
});

test('texts keep their spelling, without blanks around them', () => {
  const reader = readerOf({ kind: 'identifier', role: 'ignored' });
  const id = bson('ObjectId', '65a');
  assert.equal(
    ['\ttcp ', 5, 2n ** 60n, true, id, new Date(0)].map((raw) => reader.read(raw)),
    ['tcp', '5', '1152921504606846976', 'true', '65a', '1970-01-01T00:00:00.000Z'],
  );
  assert.is(reader.read(-Infinity), '-Infinity', 'as a CSV file writes it');
  unreadable(reader, [{}, [], new Date(Number.NaN)]);
});

test('times are milliseconds', () => {
  const reader = readerOf({ kind: 'time' });
  const time = 1_900_000_001_000;
  const second = [
    '2030-03-17T17:46:41Z',
    '2030-03-17 17:46:41',
    time,
    String(time),
    BigInt(time),
    new Date(time),
    bson('Long', String(time)),
  ];
  for (const raw of second) assert.is(reader.read(raw), time);
  assert.is(reader.read(new Date(1000)), 1000, 'a Date has told its unit');
  unreadable(reader, ['soon', new Date(Number.NaN), 1e300, true]);
});

test('bounds are checked and named', () => {
  const share = readerOf({ kind: 'numeric', min: 0, max: 1 });
  assert.equal(
    [-0.1, 0, 1, 1.1, Number.NaN].map((cell) => share.allows(cell)),
    [false, true, true, false, false],
  );
  assert.is(share.expected, 'a number, not below 0, not above 1');
  assert.not(readerOf({ kind: 'numeric', role: 'weight' }).allows(-1));
});

test('the numbers of a target are those that its classes list', () => {
  const target = { kind: 'categorical', role: 'target', positive: 'bad' } as const;
  const closed = readerOf({ ...target, classes: { good: [0], bad: [1, 2] } });
  assert.is(closed.read('2.0'), 2);
  assert.equal(
    [2, 3].map((cell) => closed.allows(cell)),
    [true, false],
  );
  const open = readerOf({ ...target, classes: { good: [0], bad: 'rest' } });
  assert.is(open.read('7'), 7);
  assert.ok(open.allows(7));
});

test('what was read is read again as itself', () => {
  const columns: Omit<ColumnDefinition, 'name'>[] = [
    { kind: 'numeric' },
    { kind: 'time' },
    { kind: 'categorical' },
    { kind: 'binary', values: [0, 1] },
    { kind: 'binary', values: [true, false] },
  ];
  const raw = fc.oneof(
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.date(),
    fc.integer().map(String),
    fc.bigInt(),
    fc.constant(null),
  );
  for (const reader of columns.map((column) => readerOf(column))) {
    fc.assert(
      fc.property(raw, (value) => {
        const cell = reader.read(value);
        if (cell === UNREADABLE) return;
        assert.ok(cell === null || typeof cell === (reader.numeric ? 'number' : 'string'));
        const again = reader.column.kind === 'time' ? rawTime(cell as number) : cell;
        assert.ok(Object.is(reader.read(again), cell));
      }),
    );
  }
});

test.run();
