import { deepEqual, equal, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exampleSchema, rejects, temporaryDirectory, textSource } from '@rampart/core/testing';
import { suite } from 'uvu';
import { testConnection } from '../doctor/test-connection.ts';
import { estimateRows } from '../etl/estimate-rows.ts';
import { ingestTable } from '../etl/ingest-table.ts';
import { openLoader } from '../etl/open-loader.ts';
import { quarantineBeside } from '../etl/quarantine-beside.ts';
import { nothingWritten, type SinkRecord } from '../rows/sink.ts';
import { inferFromSource } from '../schema-inference/infer-from-source.ts';
import type { Connection } from './connection.ts';
import { connections } from './connections.ts';
import { openSink } from './open-sink.ts';
import { openSource } from './open-source.ts';

const test = suite('connections');

const rows = 'duration,risk,protocol,flagged,label\n1,0,tcp,no,normal\n2,1,udp,yes,attack\n';
const records: SinkRecord[] = [];
let typedRows = 0;

/** A kind of place that nobody has, made up of this one entry. */
const tape: Connection = {
  schemes: ['tape', 'tape+slow'],
  source: (uri) => textSource(rows, uri),
  sink: (uri) => ({
    uri,
    keepsIds: true,
    async write(batches) {
      for await (const batch of batches) records.push(...batch.records);
      return { ...nothingWritten, written: records.length, added: records.length };
    },
  }),
  quarantine: (uri) => `${uri}/aside`,
  estimateRows: () => Promise.resolve(2),
  test: (uri) =>
    Promise.resolve({ uri, host: 'reel', ok: true, latencyMs: 1, detail: 'it turns', cure: null }),
  tableName: () => 'side-a',
};
const typed: Connection = {
  schemes: ['drum'],
  typedSink: (uri) => ({
    uri,
    async write(chunks, { source }) {
      equal(source.uri, 'tape+slow://a/b');
      for await (const { table } of chunks) typedRows += table.rows;
      return { ...nothingWritten, written: typedRows, added: typedRows };
    },
  }),
};

test('one entry is all that a kind of place needs', async () => {
  (connections as Connection[]).push(tape, typed);
  const source = openSource('tape+slow://a/b');
  const result = await ingestTable({ source, schema: exampleSchema, sink: openLoader('tape://c') });
  deepEqual([result.read, result.new], [2, 2]);
  deepEqual(
    records.map(({ fields }) => fields['protocol']),
    ['tcp', 'udp'],
  );
  await ingestTable({ source, schema: exampleSchema, sink: openLoader('drum://d') });
  equal(typedRows, 2);
  equal(openSink('tape://c').uri, 'tape://c');
  equal(quarantineBeside('tape://c'), 'tape://c/aside');
  equal(await estimateRows('tape://a'), 2);
  equal((await testConnection('tape://a')).detail, 'it turns');
  equal((await inferFromSource('tape://a', {})).schema.name, 'side-a');
});

test('what an entry leaves out is told, with the schemes that can do it', async () => {
  await rejects(
    () => openSource('drum://d'),
    /^drum:\/\/d: expected a path, `-`, or a URI that begins with file:, https:, s3:, mongodb:, store: or tape:, received a drum: URI/,
  );
  await rejects(
    () => openSink('drum://d'),
    /expected a path or a file:, s3:, mongodb: or tape: URI to write to/,
  );
  await rejects(testConnection('drum://d'), /s3:, mongodb: or tape:/);
  await rejects(testConnection('a.csv'), /received a path/);
  equal(await estimateRows('drum://d'), null);
  equal(quarantineBeside('drum://d'), undefined);
});

test('a scheme that nobody has is told with the one that it is like', async () => {
  await rejects(
    () => openSource('mongo://host/db.c'),
    /received a mongo: URI\.\n {2}Did you mean `mongodb:`\?/,
  );
  await rejects(() => openSource('htps://host/x.csv'), /Did you mean `https:`\?/);
  await rejects(
    () => openSource('ftp://u:geheim@host/x.csv'),
    /^ftp:\/\/host\/x\.csv: .*\n {2}Save the table to a file/,
  );
  await rejects(() => openSink('mongdb://host/db.c'), /Did you mean `mongodb:`\?/);
});

test('no library of a server is loaded before it is used', async () => {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'table.csv');
  await writeFile(path, rows);
  const hooks = `export function resolve(name, context, next) {
    if (/^(mongodb|@aws-sdk)(\\/|$)/.test(name)) throw new Error('asked for ' + name);
    return next(name, context);
  }`;
  const program = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
    const { openSource } = await import(${JSON.stringify(new URL('./open-source.ts', import.meta.url).href)});
    const { openSink } = await import(${JSON.stringify(new URL('./open-sink.ts', import.meta.url).href)});
    const read = async (uri) => { for await (const { rows } of openSource(uri).read({ names: null, delimiter: ',' })) console.log(rows.length); };
    for (const uri of ['s3://bucket/x.csv', 'mongodb://127.0.0.1:1/db.c']) { openSource(uri); openSink(uri); }
    await read(${JSON.stringify(path)});
    await read('s3://bucket/x.csv').catch(({ message }) => console.log(message));
    await read('mongodb://127.0.0.1:1/db.c').catch(({ message }) => console.log(message));`;
  const args = ['--conditions=@rampart/source', '--import', 'tsx', '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  const [read, s3, mongodb] = stdout.split('\n');
  equal(read, '2');
  match(s3!, /asked for @aws-sdk\/client-s3/);
  match(mongodb!, /asked for mongodb/);
});

test.run();
