import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type DatasetSchema, defineSchema, readSchema } from '@rampart/core';
import { onRealTable, rejects, temporaryDirectory } from '@rampart/core/testing';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import { readTable } from '../ingestion/read-table.ts';
import { openSink } from '../sinks/open-sink.ts';
import type { Sink } from '../sinks/sink.ts';
import { openSource } from '../sources/open-source.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { testDatabase } from '../testing/servers.ts';
import { ingestTable, type IngestResult } from './ingest-table.ts';

const test = suite('ingestTable');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const database = testDatabase(test);
let files = 0;

async function csv(text: string): Promise<string> {
  const path = join(folder.path, `${files++}.csv`);
  await writeFile(path, text);
  return path;
}

const counts = ({ read, valid, quarantined, new: added, alreadyThere, refused }: IngestResult) => ({
  read,
  valid,
  quarantined,
  new: added,
  alreadyThere,
  refused,
});

const load = (path: string, sink: Sink, more: { schema?: DatasetSchema; distinct?: boolean; quarantine?: Sink } = {}) =>
  ingestTable({ source: openSource(path), schema: exampleSchema, sink, ...more });

const header = 'bytes,flag,protocol,attack\n';
const bad = `${header}1,0,tcp,yes\nabc,0,tcp,yes\n2,7,tcp,no\n3,0,tcp,perhaps\n4,0,tcp\n\n5,0,udp,no\n,,,yes\n`;

test('rows that do not keep to the schema go to the quarantine, with their lines and reasons', async () => {
  const [to, aside] = [join(folder.path, 'good.ndjson'), join(folder.path, 'bad.ndjson')];
  const result = await load(await csv(bad), openSink(to), { quarantine: openSink(aside) });
  deepEqual(counts(result), { read: 7, valid: 3, quarantined: 4, new: 3, alreadyThere: 0, refused: 0 });
  const rows = (await readFile(to, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as object);
  deepEqual(rows[2], { bytes: null, flag: null, protocol: null, attack: 'yes' });
  const told = (await readFile(aside, 'utf8')).trim().split('\n').map(
    (line) => JSON.parse(line) as { line: number; problems: { column: string; rule: string }[]; cells: Record<string, unknown> },
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
  const result = await load(await csv(bad), openSink(join(folder.path, 'counted.csv')));
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
  await rejects(load(await csv(bad), openSink(to), { quarantine: failing }), /no space left/);
  await rejects(readFile(to), /ENOENT/);
});

test('equal rows all stay; where rows are told apart by content or key, the first of them', async () => {
  const path = await csv(`${header}1,0,tcp,yes\n1,0,tcp,yes\n2,0,tcp,yes\n1,0,tcp,yes\n`);
  const to = join(folder.path, 'repeats.csv');
  equal((await load(path, openSink(to))).new, 4);
  const distinct = await load(path, openSink(to), { distinct: true });
  deepEqual(counts(distinct), { read: 4, valid: 4, quarantined: 0, new: 2, alreadyThere: 2, refused: 0 });
  equal(await readFile(to, 'utf8'), `${header}1,0,tcp,yes\n2,0,tcp,yes\n`);
  const keyed = defineSchema({ ...exampleSchema, key: ['flag'] });
  equal((await load(path, openSink(to), { schema: keyed })).new, 1);
});

test('a row without its key is set aside', async () => {
  const keyed = defineSchema({ ...exampleSchema, key: ['bytes', 'protocol'] });
  const path = await csv(`${header}1,0,tcp,yes\n,0,tcp,yes\n2,0,?,no\n`);
  const result = await load(path, openSink(join(folder.path, 'keyed.csv')), { schema: keyed });
  deepEqual(counts(result), { read: 3, valid: 1, quarantined: 2, new: 1, alreadyThere: 0, refused: 0 });
  ok(result.problems.every(({ expected }) => expected.includes('part of the key')));
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

if (database !== undefined) {
  const client = new MongoClient(database.uri('x').replace(/\/[^/]*$/, ''));
  test.after(() => client.close());
  const documents = (name: string) => client.db(database.name).collection(name).find({}, { sort: { _id: 1 } }).toArray();

  test('mongodb: the same file adds nothing, a longer one its new rows', async () => {
    const sink = openSink(database.uri('twice'));
    const aside = openSink(database.uri('twice_quarantine'));
    const text = exampleCsv(1500);
    const path = await csv(`${text}x,0,tcp,yes\n`);
    const first = await load(path, sink, { quarantine: aside });
    deepEqual(counts(first), { read: 1501, valid: 1500, quarantined: 1, new: 1500, alreadyThere: 0, refused: 0 });
    const before = digestOf(JSON.parse(JSON.stringify(await documents('twice'))));
    const again = await load(await csv(`${text}x,0,tcp,yes\n`), sink, { quarantine: aside });
    deepEqual(counts(again), { ...counts(first), new: 0, alreadyThere: 1500 });
    equal(digestOf(JSON.parse(JSON.stringify(await documents('twice')))), before);
    equal((await documents('twice_quarantine')).length, 1);
    const longer = await load(await csv(`${text}x,0,tcp,yes\n7,0,tcp,no\n7,0,tcp,no\n`), sink, { quarantine: aside });
    equal(longer.new, 2);
    equal((await documents('twice')).length, 1502);
  });

  test('mongodb: equal rows all stay, unless rows are told apart by content or key', async () => {
    const path = await csv(`${header}1,0,tcp,yes\n1,0,tcp,yes\n2,0,tcp,yes\n1,0,tcp,yes\n`);
    const into = (name: string) => openSink(database.uri(name));
    equal((await load(path, into('all'))).new, 4);
    const distinct = await load(path, into('distinct'), { distinct: true });
    deepEqual([distinct.new, distinct.alreadyThere], [2, 2]);
    const keyed = await load(path, into('keyed'), { schema: defineSchema({ ...exampleSchema, key: ['flag'] }) });
    deepEqual([keyed.new, keyed.alreadyThere], [1, 3]);
  });

  test('mongodb: a document holds typed values, null for missing, and the line', async () => {
    const schema = defineSchema({
      name: 'typed',
      columns: [
        { name: 'at', kind: 'time' },
        { name: 'n', kind: 'numeric' },
        { name: 'word', kind: 'categorical' },
      ],
    });
    const path = await csv('word,n,at,more\nü,1.50,2026-01-02,x\n,,,x\n');
    const result = await load(path, openSink(database.uri('typed')), { schema });
    deepEqual(result.unknownColumns, ['more']);
    const found = (await documents('typed')).map(({ _id, ...rest }) => {
      ok(/^[0-9a-f]{64}$/.test(String(_id)));
      return rest;
    });
    deepEqual(
      found.toSorted((left, right) => left['_rampart'].line - right['_rampart'].line),
      [
        { at: new Date('2026-01-02T00:00:00Z'), n: 1.5, word: 'ü', _rampart: { line: 2 } },
        { at: null, n: null, word: null, _rampart: { line: 3 } },
      ],
    );
  });

  test('mongodb: rows that the server refuses are counted, and set aside with its reason', async () => {
    const schema = defineSchema({ name: 'dots', columns: [{ name: 'a', kind: 'numeric' }] });
    const collection = client.db(database.name).collection('refused');
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: 2 });
    const aside = join(folder.path, 'refused.ndjson');
    const result = await load(await csv('a\n1\n2\n3\n'), openSink(database.uri('refused')), {
      schema,
      quarantine: openSink(aside),
    });
    // The test server's message names no index, so that its refusal looks like a row that is there.
    equal(result.new, 2);
    equal(result.alreadyThere + result.refused, 1);
  });

  test('mongodb: a column that is named as our own field is refused before anything is written', async () => {
    const schema = defineSchema({ name: 'own', columns: [{ name: '_id', kind: 'categorical' }] });
    await rejects(load(await csv('_id\nx\n'), openSink(database.uri('own')), { schema }), /no column named `_id`/);
  });

  onRealTable(test, 'mongodb: phishing.csv stays 11,055 rows, and comes back as it was', 'phishing.csv', async (path) => {
    const file = new URL('../../../../data_schema/phishing.yaml', import.meta.url);
    const schema = readSchema(await readFile(file, 'utf8'), 'phishing.yaml');
    const uri = database.uri('phishing');
    const result = await load(path, openSink(uri), { schema });
    deepEqual(counts(result), { read: 11_055, valid: 11_055, quarantined: 0, new: 11_055, alreadyThere: 0, refused: 0 });
    const again = await load(path, openSink(uri), { schema });
    deepEqual([again.new, again.alreadyThere], [0, 11_055]);
    const [stored, original] = await Promise.all([uri, path].map((one) => readTable(openSource(one), schema)));
    deepEqual(stored!.table, original!.table);
    const once = openSink(join(folder.path, 'distinct.csv'));
    // 5,785 feature vectors, 64 of them with both labels.
    equal((await load(path, once, { schema, distinct: true })).new, 5849);
  });
}

test.run();
