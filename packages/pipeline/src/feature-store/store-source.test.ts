import { deepEqual, equal } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema, type SchemaDefinition } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readChunks, readTable, typeBatches } from '@rampart/core/rows';
import { openSource } from '../connections/open-source.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { parseStoreUri, storeUri } from './dataset-address.ts';
import { storeSource } from './store-source.ts';
import { writeDataset } from './write-dataset.ts';

const test = suite('store-source');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const csv = join(folder.path, 'flows.csv');
await writeFile(csv, exampleCsv(5000));
const facts = { schema: exampleSchema, source: csv };
const { manifest } = await writeDataset(
  folder.path,
  'flows',
  readChunks(openSource(csv), exampleSchema),
  facts,
);
const uri = `store:${folder.path}/flows`;

test('a dataset reads as the table it was made of', async () => {
  const { table } = await readTable(openSource(csv), exampleSchema);
  for (const source of [openSource(uri), openSource(`${uri}@1`), storeSource(uri)]) {
    const read = await readTable(source, exampleSchema);
    deepEqual([...read.table.columns], [...table.columns]);
    deepEqual(
      [...read.lines],
      Array.from({ length: 5000 }, (_, row) => row + 1),
    );
    equal(await source.digest(), manifest.contentDigest);
  }
});

test('chunks are of the size asked for, and the same as those of the raw rows', async () => {
  const source = storeSource(uri);
  const chunkRows = 700;
  const all = async (chunks: ReturnType<typeof readChunks>) => {
    const found = [];
    for await (const chunk of chunks) found.push(chunk);
    return found;
  };
  const fast = await all(readChunks(source, exampleSchema, { chunkRows }));
  const slow = await all(typeBatches(source, exampleSchema, { chunkRows }));
  equal(fast.length, Math.ceil(5000 / chunkRows));
  deepEqual(fast, slow);
});

test('another schema reads the values anew', async () => {
  const other = defineSchema({
    name: 'flows',
    columns: [
      { name: 'bytes', kind: 'text', role: 'ignored' },
      { name: 'flag', kind: 'numeric', missing: ['0'] },
      { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
    ],
  } satisfies SchemaDefinition);
  const { table } = await readTable(openSource(csv), exampleSchema);
  const read = await readTable(storeSource(uri), other);
  deepEqual(read.unknownColumns, ['protocol']);
  deepEqual(
    [...read.table.columns.get('flag')!],
    Array.from(table.columns.get('flag') as Float64Array, (value) => (value === 0 ? Number.NaN : value)),
  );
  deepEqual(
    read.table.columns.get('bytes'),
    Array.from(table.columns.get('bytes') as Float64Array, (value) =>
      Number.isNaN(value) ? null : String(value),
    ),
  );
});

test('only the columns asked for come', async () => {
  const batches = [];
  const options = { names: null, delimiter: ',', columns: ['attack', 'flag', 'nothing'] };
  for await (const batch of storeSource(uri).read(options)) batches.push(batch);
  deepEqual(batches[0]!.names, ['flag', 'attack']);
  equal(batches[0]!.rows[0]!.cells.length, 2);
});

test('addresses are parsed, the default store is used where none is named', async () => {
  deepEqual(parseStoreUri('store:flows@12'), { store: 'feature-store', name: 'flows', version: 12 });
  deepEqual(parseStoreUri('store:/data/a/flows'), { store: '/data/a', name: 'flows', version: undefined });
  deepEqual(parseStoreUri(`store:${join('a', 'flows')}`), { store: 'a', name: 'flows', version: undefined });
  equal(storeUri(parseStoreUri('store:a/b/flows@3')), 'store:a/b/flows@3');
  for (const wrong of ['store:', 'store:a/b/', 'store:x@0', 'store:x@', 'store:../..', 'store:a/.hidden']) {
    if (wrong === 'store:a/b/') equal(parseStoreUri(wrong).name, 'b');
    else await rejects(async () => parseStoreUri(wrong), /expected the name of a dataset/);
  }
  await rejects(readTable(storeSource(`${uri}x`), exampleSchema), /Did you mean `flows`/);
});

test.run();
