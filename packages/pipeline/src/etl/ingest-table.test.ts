import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readTable } from '@rampart/core/rows';
import { openSink } from '../connections/open-sink.ts';
import type { Sink } from '../rows/sink.ts';
import { openSource } from '../connections/open-source.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { csvFile, exampleHeader, ingestCounts, ingestFile } from '../testing/ingest-text.ts';
import { ingestTable } from './ingest-table.ts';
import { openLoader } from './open-loader.ts';

const test = suite('ingestTable');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const csv = (text: string) => csvFile(folder.path, text);
const bad = `${exampleHeader}1,0,tcp,yes\nabc,0,tcp,yes\n2,7,tcp,no\n3,0,tcp,perhaps\n4,0,tcp\n\n5,0,udp,no\n,,,yes\n`;

test('rows that do not keep to the schema go to the quarantine, with their lines and reasons', async () => {
  const [to, aside] = [join(folder.path, 'good.ndjson'), join(folder.path, 'bad.ndjson')];
  const result = await ingestFile(await csv(bad), openSink(to), { quarantine: openSink(aside) });
  deepEqual(ingestCounts(result), {
    read: 7,
    valid: 3,
    quarantined: 4,
    new: 3,
    alreadyThere: 0,
    repeated: 0,
    refused: 0,
  });
  const rows = (await readFile(to, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  deepEqual(rows[2], { bytes: null, flag: null, protocol: null, attack: 'yes' });
  const told = (await readFile(aside, 'utf8'))
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as {
          line: number;
          problems: { column: string; rule: string }[];
          cells: Record<string, unknown>;
        },
    );
  deepEqual(
    told.map(({ line, problems }) => [line, problems[0]!.column, problems[0]!.rule]),
    [
      [3, 'bytes', 'unreadable'],
      [4, 'flag', 'domain'],
      [5, 'attack', 'label'],
      [6, null, 'cells'],
    ],
  );
  equal(told[0]!.cells['bytes'], 'abc');
  deepEqual(
    result.problems.map(({ rule, rows: count }) => [rule, count]),
    [
      ['unreadable', 1],
      ['domain', 1],
      ['label', 1],
      ['cells', 1],
    ],
  );
});

test('without a quarantine rows are counted all the same', async () => {
  const result = await ingestFile(await csv(bad), openSink(join(folder.path, 'counted.csv')));
  equal(result.quarantined, 4);
  equal(result.problems.length, 4);
});

test('a quarantine that cannot be written ends the load, and shows nothing', async () => {
  const to = join(folder.path, 'never.csv');
  const failing: Sink = {
    uri: 'failing',
    keepsIds: false,
    write: () => Promise.reject(new Error('no space left')),
  };
  await rejects(ingestFile(await csv(bad), openSink(to), { quarantine: failing }), /no space left/);
  await rejects(readFile(to), /ENOENT/);
});

test('equal rows all stay; where rows are told apart by content or key, the first of them', async () => {
  const path = await csv(`${exampleHeader}1,0,tcp,yes\n1,0,tcp,yes\n2,0,tcp,yes\n1,0,tcp,yes\n`);
  const to = join(folder.path, 'repeats.csv');
  equal((await ingestFile(path, openSink(to))).new, 4);
  const distinct = await ingestFile(path, openSink(to), { distinct: true });
  deepEqual(ingestCounts(distinct), {
    read: 4,
    valid: 4,
    quarantined: 0,
    new: 2,
    alreadyThere: 0,
    repeated: 2,
    refused: 0,
  });
  equal(await readFile(to, 'utf8'), `${exampleHeader}1,0,tcp,yes\n2,0,tcp,yes\n`);
  const keyed = defineSchema({ ...exampleSchema, key: ['flag'] });
  equal((await ingestFile(path, openSink(to), { schema: keyed })).new, 1);
});

test('a row without its key is quarantined', async () => {
  const keyed = defineSchema({ ...exampleSchema, key: ['bytes', 'protocol'] });
  const path = await csv(`${exampleHeader}1,0,tcp,yes\n,0,tcp,yes\n2,0,?,no\n`);
  const result = await ingestFile(path, openSink(join(folder.path, 'keyed.csv')), { schema: keyed });
  deepEqual(ingestCounts(result), {
    read: 3,
    valid: 1,
    quarantined: 2,
    new: 1,
    alreadyThere: 0,
    repeated: 0,
    refused: 0,
  });
  ok(result.problems.every(({ expected }) => expected.includes('part of the key')));
});

test('a feature store gets typed rows, and a version only where they differ', async () => {
  const uri = `store:${join(folder.path, 'store')}/flows`;
  const sink = openLoader(uri);
  const path = await csv(bad);
  const first = await ingestTable({ source: openSource(path), schema: exampleSchema, sink });
  deepEqual(ingestCounts(first), {
    read: 7,
    valid: 3,
    quarantined: 4,
    new: 3,
    alreadyThere: 0,
    repeated: 0,
    refused: 0,
  });
  const again = await ingestTable({ source: openSource(path), schema: exampleSchema, sink });
  deepEqual(ingestCounts(again), { ...ingestCounts(first), new: 0, alreadyThere: 3 });
  equal((await readTable(openSource(uri), exampleSchema)).table.rows, 3);
  await rejects(() => openLoader(`${uri}@1`), /without a version/);
});

test('a source is read only as fast as the sink takes', async () => {
  const path = await csv(exampleCsv(30_000));
  let read = 0;
  const slow: Sink = {
    uri: 'slow',
    keepsIds: false,
    async write(batches) {
      for await (const _ of batches) break;
      return { written: 0, added: 0, alreadyThere: 0, refused: 0 };
    },
  };
  const source = openSource(path);
  const watched = {
    ...source,
    async *readTyped(...given: Parameters<NonNullable<typeof source.readTyped>>) {
      for await (const chunk of source.readTyped!(given[0], { ...given[1], chunkRows: 1000 })) {
        read += chunk.read;
        yield chunk;
      }
    },
  };
  if (source.readTyped === undefined) return;
  await ingestTable({ source: watched, schema: exampleSchema, sink: slow });
  ok(read <= 3000, `${read} rows were read`);
});

test.run();
