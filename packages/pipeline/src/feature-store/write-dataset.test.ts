import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema, type TypedTable } from '@rampart/core';
import { concatRows, takeRows } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import type { TypedChunk } from '@rampart/core/rows';
import { listDatasets } from './list-datasets.ts';
import { readDataset } from './read-dataset.ts';
import { writeDataset } from './write-dataset.ts';

const test = suite('feature store');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'bytes', kind: 'numeric' },
    { name: 'protocol', kind: 'categorical' },
  ],
});
const facts = { schema, source: 'flows.csv' };

const tables = (rows: fc.Arbitrary<number>) =>
  rows.chain((length) => {
    const column = <T>(cell: fc.Arbitrary<T>) => fc.array(cell, { minLength: length, maxLength: length });
    return fc
      .record({
        flag: column(fc.constantFrom(-1, 0, 1, Number.NaN)),
        bytes: column(fc.oneof(fc.integer({ min: -200, max: 200 }), fc.double(), fc.constant(Number.NaN))),
        protocol: column(fc.oneof(fc.constantFrom('tcp', 'udp', null), fc.string({ unit: 'grapheme' }))),
      })
      .map(
        ({ flag, bytes, protocol }): TypedTable => ({
          rows: length,
          columns: new Map<string, Float64Array | (string | null)[]>([
            ['flag', Float64Array.from(flag)],
            // The readers make a plain zero of a negative one.
            ['bytes', Float64Array.from(bytes, (value) => value + 0)],
            ['protocol', protocol],
          ]),
        }),
      );
  });

/** The table in chunks of the given sizes, taken round. */
// oxlint-disable-next-line require-await
async function* inChunks(table: TypedTable, sizes: readonly number[]): AsyncGenerator<TypedChunk> {
  for (let start = 0, turn = 0; start < table.rows; turn++) {
    const end = Math.min(table.rows, start + sizes[turn % sizes.length]!);
    const rows = Array.from({ length: end - start }, (_, at) => start + at);
    const part = takeRows(table, rows);
    yield {
      table: part,
      lines: Float64Array.from(rows),
      rejected: [],
      read: part.rows,
      unknownColumns: [],
      release() {
        for (const data of part.columns.values()) if (data instanceof Float64Array) data.fill(77);
      },
    };
    start = end;
  }
}

async function readBack(store: string, name: string, version?: number): Promise<TypedTable> {
  const parts: TypedTable[] = [];
  for await (const part of (await readDataset({ store, name, version })).tables()) parts.push(part);
  return concatRows(parts[0]!, ...parts.slice(1));
}

const plain = ({ rows, columns }: TypedTable) => ({
  rows,
  columns: [...columns].map(([name, data]) => [
    name,
    data instanceof Float64Array,
    Array.from<unknown>(data),
  ]),
});

test('what is written is read back equal, and its digest does not depend on how the rows came', async () => {
  let number = 0;
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(tables(fc.integer({ min: 1, max: 30 })), sizes, sizes, async (table, one, other) => {
      const name = `table-${++number}`;
      const first = await writeDataset(folder.path, name, inChunks(table, one), facts);
      deepEqual(plain(await readBack(folder.path, name)), plain(table));
      const again = await writeDataset(folder.path, name, inChunks(table, other), {
        ...facts,
        source: 'copy.csv',
      });
      equal(again.manifest.contentDigest, first.manifest.contentDigest);
      equal(again.manifest.version, 2);
    }),
    { numRuns: 40 },
  );
});

test('more rows than a part holds are cut alike, wherever chunks end', async () => {
  const rows = 150_001;
  const table: TypedTable = {
    rows,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['flag', Float64Array.from({ length: rows }, (_, row) => (row % 3) - 1)],
      ['bytes', Float64Array.from({ length: rows }, (_, row) => row / 7)],
      ['protocol', Array.from({ length: rows }, (_, row) => `p${row % 11}`)],
    ]),
  };
  const one = await writeDataset(folder.path, 'large', inChunks(table, [65_536]), facts);
  const other = await writeDataset(folder.path, 'large', inChunks(table, [1000, 70_001]), {
    ...facts,
    source: 'b',
  });
  deepEqual(
    one.manifest.parts.map((part) => part.rows),
    [65_536, 65_536, rows - 2 * 65_536],
  );
  deepEqual(other.manifest.parts, one.manifest.parts);
  deepEqual(plain(await readBack(folder.path, 'large')), plain(table));
});

test('another value, name, type or order is another content', async () => {
  const base = new Map<string, Float64Array | (string | null)[]>([
    ['a', Float64Array.of(1, 2)],
    ['b', Float64Array.of(1.5, 2)],
    ['c', ['1', null]],
  ]);
  const variants: [string, Float64Array | (string | null)[]][][] = [
    [...base],
    [...base].toReversed(),
    [['x', base.get('a')!], ...[...base].slice(1)],
    [['a', Float64Array.of(1, Number.NaN)], ...[...base].slice(1)],
    [['a', Float64Array.of(1, 2.5)], ...[...base].slice(1)],
    [['a', ['1', '2']], ...[...base].slice(1)],
    [...[...base].slice(0, 2), ['c', ['1', 'null']]],
  ];
  const digests = await Promise.all(
    variants.map(async (columns, at) => {
      const table = { rows: 2, columns: new Map(columns) };
      return (await writeDataset(folder.path, `variant-${at}`, inChunks(table, [9]), facts)).manifest
        .contentDigest;
    }),
  );
  equal(new Set(digests).size, variants.length);
});

test('the same again adds no version', async () => {
  const [table] = fc.sample(tables(fc.constant(5)), 1);
  const first = await writeDataset(folder.path, 'same', inChunks(table!, [2]), facts);
  const second = await writeDataset(folder.path, 'same', inChunks(table!, [5]), facts);
  equal(first.added, true);
  equal(second.added, false);
  deepEqual(second.manifest, first.manifest);
  deepEqual(await readdir(join(folder.path, 'same')), ['1']);
});

test('two that write at once become two versions', async () => {
  const [one, other] = fc.sample(tables(fc.constant(5)), 2);
  await Promise.all([
    writeDataset(folder.path, 'twice', inChunks(one!, [2]), facts),
    writeDataset(folder.path, 'twice', inChunks(other!, [2]), { ...facts, source: 'other.csv' }),
  ]);
  deepEqual((await readdir(join(folder.path, 'twice'))).toSorted(), ['1', '2']);
});

test('quarantined rows are counted, and no rows at all are a dataset too', async () => {
  const empty = { rows: 0, columns: new Map([['flag', new Float64Array()]]) };
  const row = { source: 'flows.csv', line: 2, problems: [], cells: {} };
  // oxlint-disable-next-line require-await
  async function* chunks(): AsyncGenerator<TypedChunk> {
    yield { table: empty, lines: new Float64Array(), rejected: [row, row], read: 2, unknownColumns: [] };
  }
  const { manifest } = await writeDataset(folder.path, 'empty', chunks(), facts);
  equal(manifest.quarantined, 2);
  equal(manifest.rows, 0);
  deepEqual(manifest.parts, []);
});

test('a failure or an abort leaves nothing, and nothing is seen before the end', async () => {
  const [table] = fc.sample(tables(fc.constant(9)), 1);
  async function* failing(): AsyncGenerator<TypedChunk> {
    yield* inChunks(table!, [3]);
    deepEqual(await listDatasets(join(folder.path, 'fresh')), []);
    throw new Error('the source broke');
  }
  const store = join(folder.path, 'fresh');
  await rejects(writeDataset(store, 'broken', failing(), facts), /the source broke/);
  const signal = AbortSignal.abort();
  await rejects(writeDataset(store, 'broken', inChunks(table!, [3]), facts, { signal }), /abort signal/);
  deepEqual(await readdir(join(store, 'broken')), []);
  deepEqual(await listDatasets(store), []);
});

test('what is absent, damaged or newer is told as such', async () => {
  const store = join(folder.path, 'told');
  const [table] = fc.sample(tables(fc.constant(9)), 1);
  const { directory, manifest } = await writeDataset(store, 'flows', inChunks(table!, [3]), facts);
  await rejects(
    readDataset({ store, name: 'flow', version: undefined }),
    /a dataset `flow`.*flows.*\n.*Did you mean `flows`/,
  );
  await rejects(readDataset({ store, name: 'flows', version: 7 }), /a version 7, received the versions 1/);
  await rejects(
    readDataset({ store: join(store, 'no'), name: 'x', version: undefined }),
    /received no dataset at all/,
  );
  const part = join(directory, manifest.parts[0]!.file);
  await writeFile(part, 'changed');
  await rejects(
    readBack(store, 'flows'),
    /part-00001\.arrow: expected the bytes that the manifest tells the digest of/,
  );
  await rm(part);
  await rejects(readBack(store, 'flows'), /part-00001\.arrow: expected the bytes.*ENOENT/);
  await writeFile(join(directory, 'manifest.json'), JSON.stringify({ ...manifest, format: 2 }));
  await rejects(
    readDataset({ store, name: 'flows', version: 1 }),
    /a dataset of format 1 at most, received format 2/,
  );
  await writeFile(join(directory, 'manifest.json'), '{}');
  await rejects(readDataset({ store, name: 'flows', version: 1 }), /expected the manifest of a dataset/);
});

test('coded columns take a byte a value, missing ones included', async () => {
  const rows = 20_000;
  const coded = Float64Array.from({ length: rows }, (_, row) => (row % 5 === 4 ? Number.NaN : (row % 3) - 1));
  const only = defineSchema({
    name: 'coded',
    columns: [{ name: 'flag', kind: 'ordinal', values: [-1, 0, 1] }],
  });
  const table = { rows, columns: new Map([['flag', coded]]) };
  const { manifest } = await writeDataset(folder.path, 'coded', inChunks(table, [rows]), {
    ...facts,
    schema: only,
  });
  ok(manifest.parts[0]!.bytes < rows * 1.2 + 2000, String(manifest.parts[0]!.bytes));
  deepEqual(plain(await readBack(folder.path, 'coded')), plain(table));
  match(manifest.createdAt, /^\d{4}-\d\d-\d\dT/);
});

test.run();
