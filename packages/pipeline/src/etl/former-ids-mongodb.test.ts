import { deepEqual, equal } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import { openSink } from '../connections/open-sink.ts';
import { openSource } from '../connections/open-source.ts';
import { testDatabase } from '../testing/servers.ts';
import { ingestTable, type IngestOptions } from './ingest-table.ts';

const test = suite('rows of earlier versions in MongoDB');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const schema = defineSchema({
  name: 'log',
  key: ['ts'],
  columns: [
    { name: 'ts', kind: 'time', role: 'ignored' },
    { name: 'pkts', kind: 'numeric' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});
const keyless = { ...schema, key: undefined };
const path = join(folder.path, 'log.csv');
const [first, second] = ['2031-05-06T07:08:09.000100Z', '2031-05-06T07:08:09.000900Z'];
await writeFile(path, `ts,pkts,label\n${first},4,0\n${second},9,1\n2031-05-06T07:08:10Z,1,0\n`);
const cut = Date.parse('2031-05-06T07:08:09.000Z');

const database = testDatabase(test);
if (database !== undefined) {
  const client = new MongoClient(database.uri('x').replace(/\/[^/]*$/, ''));
  test.after(() => client.close());
  const collection = (name: string) => client.db(database.name).collection<{ _id: string }>(name);
  const load = async (name: string, more: Partial<IngestOptions> = {}) => {
    const sink = openSink(database.uri(name));
    const result = await ingestTable({ source: openSource(path), schema, sink, ...more });
    return [result.new, result.alreadyThere, result.repeated];
  };
  const former = (id: unknown[], pkts: number) => ({
    _id: digestOf(id as string[]),
    ts: new Date(cut),
    pkts,
    label: 0,
    _rampart: { line: 2 },
  });

  test('times come back to the microsecond, and the same file adds nothing', async () => {
    deepEqual(await load('exact'), [3, 0, 0]);
    deepEqual(await load('exact'), [0, 3, 0]);
    const rows = [];
    const source = openSource(database.uri('exact'));
    for await (const batch of source.read({ names: null, delimiter: ',', columns: ['ts'] })) {
      rows.push(...batch.rows.map(({ cells }) => cells[0]));
    }
    deepEqual(rows, [first.replace('00Z', 'Z'), second.replace('00Z', 'Z'), new Date(cut + 1000)]);
  });

  test('a row under a key that was cut is refused until it is told to give way', async () => {
    await collection('cut').insertOne(former(['log', { ts: cut }], 4));
    await rejects(load('cut'), /line 2: expected no row of an earlier version.*\n.*--renew-ids/);
    deepEqual(await load('cut', { renewIds: true }), [3, 0, 0]);
    equal(await collection('cut').countDocuments(), 3);
    deepEqual(await load('cut'), [0, 3, 0]);
  });

  test('a row that is known by its number too is recognised', async () => {
    await collection('numbered').insertOne(former(['log', 1, { label: 0, pkts: 4, ts: cut }], 4));
    deepEqual(await load('numbered', { schema: keyless }), [2, 1, 0]);
    equal(await collection('numbered').countDocuments(), 3);
  });
}

test.run();
