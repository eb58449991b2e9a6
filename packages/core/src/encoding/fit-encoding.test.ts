import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import { defineSchema } from '../schema/define-schema.ts';
import type { ColumnData, TypedTable } from '../table.ts';
import { rejects } from '../testing/index.ts';
import { encodeTable, packRows } from './encode-table.ts';
import { fitEncoding } from './fit-encoding.ts';

const test = suite('fit-encoding');

const target = { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 } as const;
const options = { minimumCategoryCount: 2, buckets: 8, columns: {} };

function table(columns: Record<string, number[] | (string | null)[]>): TypedTable {
  const typed = new Map<string, ColumnData>();
  for (const [name, cells] of Object.entries(columns)) {
    typed.set(
      name,
      cells.every((cell) => typeof cell === 'number')
        ? Float64Array.from(cells)
        : cells.map((cell) => cell as string | null),
    );
  }
  return { rows: typed.get('label')!.length, columns: typed };
}

test('a declared domain is the vocabulary, whatever the rows hold', () => {
  const schema = defineSchema({
    name: 'x',
    columns: [
      { name: 'risk', kind: 'ordinal', values: [-1, 0, 1] },
      { name: 'flag', kind: 'binary', values: ['no', 'yes'] },
      { name: 'mixed', kind: 'categorical', values: [1, 'two'] },
      target,
    ],
  });
  const rows = table({ risk: [0, 0], flag: ['no', null], mixed: ['1', 'two'], label: [0, 1] });
  assert.equal(fitEncoding(schema, rows, options), [
    { name: 'risk', type: 'category', vocabulary: [-1, 0, 1] },
    { name: 'flag', type: 'category', vocabulary: ['no', 'yes'] },
    { name: 'mixed', type: 'category', vocabulary: ['1', 'two'] },
  ]);
});

test('an open column keeps its frequent values, sorted; the rest is unseen', () => {
  const schema = defineSchema({ name: 'x', columns: [{ name: 'service', kind: 'categorical' }, target] });
  const rows = table({ service: ['smtp', 'http', null, 'http', 'ftp', 'smtp'], label: [0, 1, 0, 1, 0, 1] });
  const encoding = fitEncoding(schema, rows, options);
  assert.equal(encoding, [{ name: 'service', type: 'category', vocabulary: ['http', 'smtp'] }]);
  assert.equal([...encodeTable(encoding, rows)[0]!], [1, 0, Number.NaN, 0, 2, 1]);
});

test('many ordinal levels that are numbers are a quantity, few are categories', () => {
  const values = Array.from({ length: 13 }, (_, i) => i);
  const schema = defineSchema({
    name: 'x',
    columns: [
      { name: 'many', kind: 'ordinal', values },
      { name: 'few', kind: 'ordinal', values: values.slice(1) },
      target,
    ],
  });
  const types = fitEncoding(schema, table({ many: [1], few: [1], label: [0] }), options).map(
    ({ type }) => type,
  );
  assert.equal(types, ['number', 'category']);
});

test('an origin is set only where float32 would lose the spread', () => {
  const schema = defineSchema({
    name: 'x',
    columns: [
      { name: 'when', kind: 'time' },
      { name: 'bytes', kind: 'numeric' },
      { name: 'same', kind: 'numeric' },
      { name: 'empty', kind: 'numeric' },
      target,
    ],
  });
  const start = Date.UTC(2026, 0, 1);
  const when = [0, 1, 2, 3, 4].map((second) => start + 1000 * second);
  const rows = table({
    when,
    bytes: [0, 10, 1e9, 20, 30],
    same: [7e9, 7e9, 7e9, 7e9, 7e9],
    empty: [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    label: [0, 1, 0, 1, 0],
  });
  const encoding = fitEncoding(schema, rows, options);
  assert.equal(
    encoding.map((feature) => feature.type === 'number' && feature.origin),
    [start + 2000, 0, 0, 0],
  );
  const packed = packRows(encodeTable(encoding, rows));
  assert.equal(
    [0, 1, 2, 3, 4].map((row) => packed[row * 4]),
    [-2000, -1000, 0, 1000, 2000],
  );
});
test('hashed values have no vocabulary; a chosen scale or encoding overrules the kind', () => {
  const schema = defineSchema({
    name: 'x',
    columns: [
      { name: 'port', kind: 'numeric' },
      { name: 'risk', kind: 'ordinal', values: [-1, 0, 1] },
      { name: 'bytes', kind: 'numeric' },
      target,
    ],
  });
  const rows = table({ port: [22, 80, 80], risk: [0, 1, -1], bytes: [5, 5, 7], label: [0, 1, 0] });
  const columns = {
    port: { encode: 'hashing' },
    risk: { scale: 'standardize' },
    bytes: { encode: 'one-hot' },
  } as const;
  const encoding = fitEncoding(schema, rows, { ...options, columns });
  assert.equal(encoding, [
    { name: 'port', type: 'category', vocabulary: [], buckets: 8 },
    { name: 'risk', type: 'number', origin: 0 },
    { name: 'bytes', type: 'category', vocabulary: [5] },
  ]);
  const [ports] = encodeTable(encoding, rows);
  assert.ok(ports!.every((bucket) => Number.isInteger(bucket) && bucket >= 0 && bucket < 8));
  assert.is(ports![1], ports![2]);
});

test('a choice for a column that is no feature is an error', async () => {
  const schema = defineSchema({ name: 'x', columns: [{ name: 'bytes', kind: 'numeric' }, target] });
  const columns = { byte: { scale: 'log' } } as const;
  const error = await rejects(
    () => fitEncoding(schema, table({ bytes: [1], label: [0] }), { ...options, columns }),
    /transformation\.columns\.byte[^]*Did you mean `bytes`/,
  );
  assert.ok(error instanceof RampartError && error.code === 'config');
});
test.run();
