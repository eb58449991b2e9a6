import { deepStrictEqual } from 'node:assert/strict';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { defineSchema } from './define-schema.ts';
import { readRecord } from './read-record.ts';

const test = suite('readRecord');

const schema = defineSchema({
  name: 'traffic',
  columns: [
    { name: 'bytes', kind: 'numeric', min: 0 },
    { name: 'land', kind: 'binary', values: [0, 1], onMissing: 'reject' },
    { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'], onInvalid: 'impute' },
    { name: 'service', kind: 'categorical' },
    { name: 'rate', kind: 'numeric', optional: true },
    { name: 'constructor', kind: 'numeric', optional: true },
    { name: 'attack', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
  ],
});
const good = { bytes: 10, land: 0, protocol: 'tcp', service: 'http' };

test('a good record is typed; optional features may be absent, other columns are passed over', () => {
  const { row, problems } = readRecord(schema, { ...good, land: true, bytes: '10', attack: 'nonsense' });
  assert.equal(problems, []);
  // uvu compares constructors first, and here that is a column.
  deepStrictEqual(row, { ...good, land: 1, rate: Number.NaN, constructor: Number.NaN });
});

test('null is imputed where the column allows it', () => {
  const { row, problems } = readRecord(schema, { ...good, bytes: null, service: null });
  assert.equal(problems, []);
  assert.is(row.service, null);
  assert.ok(Number.isNaN(row.bytes));
});

test('an open category takes any text, an invalid value may be imputed', () => {
  const { row, problems } = readRecord(schema, { ...good, service: 'never seen', protocol: 'icmp' });
  assert.equal(problems, []);
  assert.equal([row.service, row.protocol], ['never seen', null]);
});

test('all problems of a record come at once, each with its column', () => {
  const { problems } = readRecord(schema, {
    bytes: -1,
    land: null,
    protocol: 'tcp',
    servce: 'http',
    rate: 'fast',
  });
  assert.equal(problems, [
    { where: 'column `bytes`', expected: 'a number not below 0', received: '-1' },
    { where: 'column `land`', expected: 'one of 0, 1', received: 'a missing value' },
    {
      where: 'column `service`',
      expected: 'a text',
      received: 'nothing',
      fix: 'Send null where the value is not known.',
    },
    { where: 'column `rate`', expected: 'a number', received: '"fast"' },
    {
      where: 'column `servce`',
      expected: 'a column of the schema',
      received: 'an unknown name',
      fix: 'Did you mean `service`?',
    },
  ]);
});

test('values that JSON cannot write are told, not thrown', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const { problems } = readRecord(schema, { ...good, land: 7n, bytes: cycle });
  assert.equal(
    problems.map(({ received }) => received),
    ['an object', '7'],
  );
});

test('a record cannot reach the prototype', () => {
  const { problems } = readRecord(
    schema,
    JSON.parse('{ "__proto__": { "bytes": 1 } }') as Record<string, unknown>,
  );
  assert.ok(problems.some(({ where }) => where === 'column `__proto__`'));
  assert.ok(problems.some(({ where, received }) => where === 'column `bytes`' && received === 'nothing'));
});

test.run();
