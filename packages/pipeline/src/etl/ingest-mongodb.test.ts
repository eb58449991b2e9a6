import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema, readSchema } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import { onRealTable, rejects, temporaryDirectory } from '@rampart/core/testing';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import { readTable } from '@rampart/core/rows';
import { openSink } from '../connections/open-sink.ts';
import { openSource } from '../connections/open-source.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { csvFile, exampleHeader, ingestCounts, ingestFile } from '../testing/ingest-text.ts';
import { testDatabase } from '../testing/servers.ts';

const test = suite('ingestTable into MongoDB');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const csv = (text: string) => csvFile(folder.path, text);

const database = testDatabase(test);
if (database !== undefined) {
  const client = new MongoClient(database.uri('x').replace(/\/[^/]*$/, ''));
  test.after(() => client.close());
  const documents = (name: string) =>
    client
      .db(database.name)
      .collection(name)
      .find({}, { sort: { _id: 1 } })
      .toArray();

  test('the same file adds nothing, a longer one its new rows', async () => {
    const sink = openSink(database.uri('twice'));
    const aside = openSink(database.uri('twice_quarantine'));
    const text = exampleCsv(1500);
    const path = await csv(`${text}x,0,tcp,yes\n`);
    const first = await ingestFile(path, sink, { quarantine: aside });
    deepEqual(ingestCounts(first), {
      read: 1501,
      valid: 1500,
      quarantined: 1,
      new: 1500,
      alreadyThere: 0,
      repeated: 0,
      refused: 0,
    });
    const before = digestOf(JSON.parse(JSON.stringify(await documents('twice'))));
    const again = await ingestFile(await csv(`${text}x,0,tcp,yes\n`), sink, { quarantine: aside });
    deepEqual(ingestCounts(again), { ...ingestCounts(first), new: 0, alreadyThere: 1500 });
    equal(digestOf(JSON.parse(JSON.stringify(await documents('twice')))), before);
    equal((await documents('twice_quarantine')).length, 1);
    const longer = await ingestFile(await csv(`${text}x,0,tcp,yes\n7,0,tcp,no\n7,0,tcp,no\n`), sink, {
      quarantine: aside,
    });
    equal(longer.new, 2);
    equal((await documents('twice')).length, 1502);
  });

  test('equal rows all stay, unless rows are told apart by content or key', async () => {
    const path = await csv(`${exampleHeader}1,0,tcp,yes\n1,0,tcp,yes\n2,0,tcp,yes\n1,0,tcp,yes\n`);
    const into = (name: string) => openSink(database.uri(name));
    equal((await ingestFile(path, into('all'))).new, 4);
    const distinct = await ingestFile(path, into('distinct'), { distinct: true });
    deepEqual([distinct.new, distinct.alreadyThere, distinct.repeated], [2, 0, 2]);
    const keyed = await ingestFile(path, into('keyed'), {
      schema: defineSchema({ ...exampleSchema, key: ['flag'] }),
    });
    deepEqual([keyed.new, keyed.alreadyThere, keyed.repeated], [1, 0, 3]);
    const again = await ingestFile(path, into('distinct'), { distinct: true });
    deepEqual([again.new, again.alreadyThere, again.repeated], [0, 2, 2]);
  });

  test('a document holds typed values, null for missing, and the line', async () => {
    const schema = defineSchema({
      name: 'typed',
      columns: [
        { name: 'at', kind: 'time' },
        { name: 'n', kind: 'numeric' },
        { name: 'word', kind: 'categorical' },
      ],
    });
    const path = await csv('word,n,at,more\nü,1.50,2026-01-02,x\n,,,x\n');
    const result = await ingestFile(path, openSink(database.uri('typed')), { schema });
    deepEqual(result.unknownColumns, ['more']);
    const found = (await documents('typed')).map(({ _id, ...rest }) => {
      ok(/^[0-9a-f]{64}$/.test(String(_id)));
      return rest;
    });
    deepEqual(
      found.toSorted((left, right) => left['_rampart'].line - right['_rampart'].line),
      [
        { at: new Date('2026-01-02T00:00:00Z'), n: 1.5, word: 'ü', _rampart: { line: 2, identity: 2 } },
        { at: null, n: null, word: null, _rampart: { line: 3, identity: 2 } },
      ],
    );
  });

  test('rows that the server refuses are counted, and quarantined with its reason', async () => {
    const schema = defineSchema({ name: 'dots', columns: [{ name: 'a', kind: 'numeric' }] });
    const collection = client.db(database.name).collection('refused');
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: 2 });
    const aside = join(folder.path, 'refused.ndjson');
    const result = await ingestFile(await csv('a\n1\n2\n3\n'), openSink(database.uri('refused')), {
      schema,
      quarantine: openSink(aside),
    });
    // The test server's message names no index, so that its refusal looks like a row that is there.
    equal(result.new, 2);
    equal(result.alreadyThere + result.refused, 1);
  });

  test('a column that is named as our own field is refused before anything is written', async () => {
    const schema = defineSchema({ name: 'own', columns: [{ name: '_id', kind: 'categorical' }] });
    await rejects(
      ingestFile(await csv('_id\nx\n'), openSink(database.uri('own')), { schema }),
      /no column named `_id`/,
    );
  });

  onRealTable(
    test,
    'phishing.csv stays 11,055 rows, and comes back as it was',
    'phishing.csv',
    async (path) => {
      const file = new URL('../../../../data_schema/phishing.yaml', import.meta.url);
      const schema = readSchema(await readFile(file, 'utf8'), 'phishing.yaml');
      const uri = database.uri('phishing');
      const result = await ingestFile(path, openSink(uri), { schema });
      deepEqual(ingestCounts(result), {
        read: 11_055,
        valid: 11_055,
        quarantined: 0,
        new: 11_055,
        alreadyThere: 0,
        repeated: 0,
        refused: 0,
      });
      const again = await ingestFile(path, openSink(uri), { schema });
      deepEqual([again.new, again.alreadyThere], [0, 11_055]);
      const [stored, original] = await Promise.all(
        [uri, path].map((one) => readTable(openSource(one), schema)),
      );
      deepEqual(stored!.table, original!.table);
      const once = openSink(join(folder.path, 'distinct.csv'));
      // 5,785 feature vectors, 64 of them with both labels.
      equal((await ingestFile(path, once, { schema, distinct: true })).new, 5849);
    },
  );
}

test.run();
