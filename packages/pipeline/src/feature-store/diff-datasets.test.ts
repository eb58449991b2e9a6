import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema, type DatasetSchema, type SchemaDefinition, summarizeColumns } from '@rampart/core';
import { closeTo, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readChunks, readTable } from '@rampart/core/rows';
import { describeDiff } from '../report/describe-dataset-diff.ts';
import { openSource } from '../connections/open-source.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { tallyColumns } from './column-tally.ts';
import { diffDatasets } from './diff-datasets.ts';
import { readDataset } from './read-dataset.ts';
import { writeDataset } from './write-dataset.ts';

const test = suite('diff-datasets');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

async function dataset(csv: string, schema: DatasetSchema = exampleSchema) {
  const path = join(folder.path, 'flows.csv');
  await writeFile(path, csv);
  const chunks = readChunks(openSource(path), schema, { chunkRows: 100 });
  const { manifest } = await writeDataset(folder.path, 'flows', chunks, { schema, source: path });
  return readDataset({ store: folder.path, name: 'flows', version: manifest.version });
}

test('a tally agrees with the summary of the whole table', async () => {
  const made = await dataset(exampleCsv(3000, 4));
  const tallies = await tallyColumns(made.tables(), exampleSchema.columns);
  const { table } = await readTable(openSource(join(folder.path, 'flows.csv')), exampleSchema);
  for (const [at, summary] of summarizeColumns(table, exampleSchema).entries()) {
    const tally = tallies[at]!;
    equal(tally.name, summary.name);
    equal(tally.count, summary.count);
    equal(tally.missing, summary.missing);
    if (tally.values !== undefined) deepEqual(tally.values, summary.values);
    else ok(summary.distinct > 50);
    if (summary.mean === undefined) continue;
    closeTo(tally.mean!, summary.mean, 1e-9 * Math.abs(summary.mean) + 1e-9);
    closeTo(tally.sd!, summary.sd!, 1e-9 * summary.sd! + 1e-9);
    equal(tally.min, summary.min);
    equal(tally.max, summary.max);
  }
});

test('the same content has no difference, and is not read', async () => {
  const one = await dataset(exampleCsv(200));
  const unread = {
    ...one,
    tables: () => {
      throw new Error('read');
    },
  };
  const diff = await diffDatasets(unread, unread);
  equal(diff.sameContent, true);
  deepEqual(diff.changed, []);
});

test('columns, settings, rows and values that changed are told', async () => {
  const one = await dataset('a,b,c\n1,x,1\n2,y,2\n2,y,3\n,y,4\n', schemaOf(['a', 'b', 'c']));
  const other = await dataset('a,b,d\n1,x,1\n1,x,2\n', schemaOf(['a', 'b', 'd'], { min: 0 }));
  const diff = await diffDatasets(one, other);
  deepEqual(diff.rows, { before: 4, after: 2 });
  deepEqual(diff.added, ['d']);
  deepEqual(diff.removed, ['c']);
  const [a, b] = diff.changed;
  deepEqual(a!.settings, [{ setting: 'min', before: null, after: 0 }]);
  equal(a!.content!.before.missing, 1);
  equal(a!.content!.after.mean, 1);
  equal(a!.shareChange, 0.75);
  equal(b!.name, 'b');
  equal(b!.shareChange, 0.75);
  const text = describeDiff(diff);
  for (const part of [
    /4 → 2 rows/,
    /added: d/,
    /removed: c/,
    /a: min null → 0/,
    /a +1 → 0 +1\.667 → 1/,
    /75\.00 %/,
  ]) {
    ok(part.test(text), `${part} in ${text}`);
  }
});

function schemaOf(names: readonly string[], more: { min?: number } = {}): DatasetSchema {
  const definition: SchemaDefinition = {
    name: 'small',
    columns: names.map((name) =>
      name === 'b' ? { name, kind: 'categorical' } : { name, kind: 'numeric', ...(name === 'a' ? more : {}) },
    ),
  };
  return defineSchema(definition);
}

test.run();
