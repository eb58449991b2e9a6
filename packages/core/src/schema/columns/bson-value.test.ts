import { columnReaders } from './column-readers.ts';
import { defineSchema } from '../define-schema.ts';
import { UNREADABLE } from './column-reader.ts';
import { Binary, BSON, Decimal128, Double, Int32, Long, ObjectId, Timestamp, UUID } from 'mongodb';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

// Core reads these values without knowing the driver: here are the driver's own.
const test = suite('cells of the MongoDB driver');

const schema = defineSchema({
  name: 'x',
  columns: [
    { name: 'number', kind: 'numeric' },
    { name: 'flag', kind: 'binary', values: [0, 1] },
    { name: 'word', kind: 'binary', values: ['false', 'true'] },
    { name: 'time', kind: 'time', role: 'ignored' },
    { name: 'id', kind: 'identifier', role: 'ignored' },
  ],
});

/** A value after a journey through BSON, as the driver hands it out. */
function stored(value: unknown, options: BSON.DeserializeOptions = {}): unknown {
  return BSON.deserialize(BSON.serialize({ value }), options).value;
}

/** What each column reads of a value, as itself and after its journey. */
function read(name: string, value: unknown, options?: BSON.DeserializeOptions) {
  const reader = columnReaders(schema).get(name)!;
  const cell = reader.read(value);
  assert.ok(Object.is(reader.read(stored(value, options)), cell), `${name}: ${String(value)}`);
  return cell;
}

test('numbers are numbers, whatever type they are stored as', () => {
  for (const value of [
    new Int32(42),
    new Double(42),
    Long.fromNumber(42),
    Decimal128.fromString('42.0'),
    42n,
  ]) {
    assert.is(read('number', value), 42);
    assert.is(read('number', value, { promoteValues: false }), 42);
    assert.is(read('number', value, { useBigInt64: true }), 42);
  }
  assert.is(read('number', Decimal128.fromString('1E+3')), 1000);
  assert.is(read('number', Decimal128.fromString('-0.125')), -0.125);
  assert.is(read('number', Long.fromString('9007199254740993')), 9007199254740992, 'the nearest number');
  assert.is(read('number', '\t 1e3 '), 1000, 'blanks around');
  assert.is(read('number', '1 000'), UNREADABLE, 'not between the digits');
});

test('what is no number is missing or unreadable, never a number by chance', () => {
  for (const gap of [Decimal128.fromString('NaN'), new Double(Number.NaN), null, '']) {
    assert.ok(Number.isNaN(read('number', gap)));
  }
  for (const value of [
    Decimal128.fromString('Infinity'),
    new Double(Number.POSITIVE_INFINITY),
    new Date(0),
    true,
    new ObjectId(),
    new UUID(),
    new Timestamp({ t: 1, i: 1 }),
    new Binary(Buffer.from('1')),
    { number: 1 },
    [1],
  ]) {
    assert.is(read('number', value), UNREADABLE);
  }
});

test('booleans are flags where the domain is 0 and 1, or false and true', () => {
  assert.equal([read('flag', true), read('flag', false), read('flag', ' TRUE ')], [1, 0, 1]);
  assert.equal([read('word', true), read('word', false), read('word', 'False')], ['true', 'false', 'false']);
  assert.is(read('flag', new Int32(1)), 1);
});

test('dates are milliseconds; numbers are taken for milliseconds', () => {
  const time = Date.UTC(2024, 1, 29, 12);
  assert.is(read('time', new Date(time)), time);
  assert.is(read('time', Long.fromNumber(time)), time);
  assert.is(read('time', ' 2024-02-29T12:00:00Z '), time);
  assert.is(columnReaders(schema).get('time')!.read(new Date('nonsense')), UNREADABLE);
  assert.is(read('time', new ObjectId()), UNREADABLE);
});

test('identifiers keep every digit', () => {
  const id = new ObjectId();
  const uuid = new UUID();
  assert.is(read('id', id), id.toHexString());
  assert.is(read('id', uuid), uuid.toString());
  assert.is(read('id', new Binary(uuid.buffer, Binary.SUBTYPE_UUID)), uuid.toString());
  assert.is(read('id', Long.fromString('9007199254740993')), '9007199254740993');
  assert.is(
    read('id', Decimal128.fromString('123456789012345678901234567890')),
    '123456789012345678901234567890',
  );
  assert.is(read('id', new Binary(Buffer.from('ab'))), UNREADABLE);
});

test.run();
