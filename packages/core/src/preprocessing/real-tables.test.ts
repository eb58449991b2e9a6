import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../config/load-config.ts';
import { defineSchema } from '../schema/define-schema.ts';
import type { ColumnDefinition } from '../schema/columns/column.ts';
import { type ColumnData, recordAt, type TypedTable } from '../table.ts';
import { onRealTable } from '../testing/index.ts';
import { useBackend } from '../tensor/backend/index.ts';
import { encodeRecords } from '../encoding/encode-records.ts';
import { encodeTable, packRows } from '../encoding/encode-table.ts';
import { fitEncoding } from '../encoding/fit-encoding.ts';
import { transformRows } from '../tensor/preprocessing/apply-preprocessing.ts';
import { fitPreprocessing } from './fit-preprocessing.ts';
import { preprocessingWidth } from './preprocessing.ts';

const settings = parseConfig(
  { transformation: { numeric: ['standardize', 'quantile'], bins: 32, oneHotLevels: 64 } },
  'the test',
).transformation;

const test = suite('preprocessing of real tables');

/** Encodes, fits and transforms a plain CSV table whose last columns are no features; gives inputs and their number. */
async function transformed(path: string, columns: ColumnDefinition[], headerLines: number) {
  await useBackend('wasm');
  const target = { name: 'target', kind: 'binary', role: 'target', values: [0, 1], positive: 1 } as const;
  const schema = defineSchema({ name: 'real', columns: [...columns, target] });
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(headerLines);
  const cells = lines.map((line) => line.split(','));
  const data = columns.map(({ name, kind }, i): [string, ColumnData] => [
    name,
    kind === 'categorical' ? cells.map((row) => row[i]!) : Float64Array.from(cells, (row) => Number(row[i])),
  ]);
  const table: TypedTable = { rows: cells.length, columns: new Map(data) };
  const encoding = fitEncoding(schema, table, settings);
  const encoded = encodeTable(encoding, table);
  const packed = packRows(encoded);
  const records = Array.from({ length: table.rows }, (_, row) => recordAt(table, row));
  assert.ok(Buffer.from(encodeRecords(encoding, records).buffer).equals(Buffer.from(packed.buffer)));
  const fitted = fitPreprocessing(encoding, encoded, settings);
  return {
    inputs: transformRows(fitted, packed, table.rows),
    width: preprocessingWidth(fitted),
    rows: table.rows,
  };
}

onRealTable(test, 'NSL-KDD', 'nsl-kdd-train-20percent.csv', async (path) => {
  const texts = new Set([1, 2, 3]);
  const columns = Array.from({ length: 41 }, (_, i) => {
    return { name: `x${i}`, kind: texts.has(i) ? ('categorical' as const) : ('numeric' as const) };
  });
  const { inputs, width, rows } = await transformed(path, columns, 0);
  // Two of the 38 numeric columns are constant; every other has a standardised copy and a rank.
  assert.is(width - 2 * 36, 76);
  assert.is(inputs.length, rows * width);
  assert.ok(inputs.every((value) => Number.isFinite(value) && Math.abs(value) <= 20.001));
});

onRealTable(test, 'phishing', 'phishing.csv', async (path) => {
  const [header = ''] = readFileSync(path, 'utf8').split('\n');
  const names = header.split(',').slice(0, -1);
  const columns = names.map((name) => ({ name, kind: 'ordinal' as const, values: [-1, 0, 1] }));
  const { inputs, width, rows } = await transformed(path, columns, 1);
  // 8 columns have three values in the table, the others two; every row has one slot of each.
  assert.is(width, 8 * 3 + 22 * 2);
  assert.is(
    inputs.reduce((sum, value) => sum + value, 0),
    rows * 30,
  );
});
test.run();
