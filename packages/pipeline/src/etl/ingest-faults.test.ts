import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { RampartError } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import { mongodbSink, type MongodbSinkOptions } from '../sinks/mongodb-sink.ts';
import { openSource } from '../connections/open-source.ts';
import { delayingProxy, freePort } from '../testing/delaying-proxy.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { ownMongodb, testDatabase } from '../testing/servers.ts';
import { ingestTable, type IngestOptions } from './ingest-table.ts';

const test = suite('a server that fails');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const rows = 6000;
const path = join(folder.path, 'flows.csv');
await writeFile(path, exampleCsv(rows));

const load = (uri: string, more: Partial<IngestOptions> = {}, options: MongodbSinkOptions = {}) =>
  ingestTable({ source: openSource(path), schema: exampleSchema, sink: mongodbSink(uri, options), ...more });

async function count(server: string): Promise<number> {
  const client = new MongoClient(server);
  const found = await client.db('faults').collection('flows').countDocuments();
  await client.close();
  return found;
}

test('that is away at the start is told within seconds, without the password', async () => {
  const port = await freePort();
  const started = performance.now();
  const error = await rejects(
    load(`mongodb://u:geheim@127.0.0.1:${port}/faults.flows`),
    /expected a MongoDB server that answers at 127\.0\.0\.1:\d+, received connect ECONNREFUSED/,
  );
  ok(performance.now() - started < 10_000);
  ok(error instanceof RampartError);
  equal(error.code, 'sink');
  doesNotMatch(inspect(error, { depth: 9 }), /geheim/);
});

const server = ownMongodb(await freePort());
if (server !== undefined) {
  const uri = `${server.uri}faults.flows`;
  test.before(() => server.start());
  test.after(() => server.reset());
  test.before.each(async () => {
    await server.start();
    const client = new MongoClient(server.uri);
    await client.db('faults').dropDatabase();
    await client.close();
  });

  test('that is killed and started again loses nothing and has nothing twice', async () => {
    const retries: string[] = [];
    let outage: Promise<void> | undefined;
    const result = await load(uri, {
      onRetry: (reason) => retries.push(reason),
      onProgress({ loaded }) {
        if (loaded < 2000 || outage !== undefined) return;
        outage = (async () => {
          await server.kill();
          await wait(1500);
          await server.start();
        })();
      },
    });
    await outage;
    ok(retries.length > 0, 'it was tried again');
    equal(result.new + result.alreadyThere, rows);
    equal(await count(server.uri), rows);
  });

  test('that stays away ends the load after the limit, and the next load completes it', async () => {
    let killed: Promise<void> | undefined;
    const started = performance.now();
    const error = await rejects(
      load(
        `${uri}?serverSelectionTimeoutMS=500`,
        {
          onProgress({ loaded }) {
            if (loaded >= 2000) killed ??= server.kill();
          },
        },
        { retryLimit: 2000 },
      ),
      /expected a MongoDB server that answers/,
    );
    await killed;
    ok(performance.now() - started < 20_000);
    match(
      error.message,
      / for \d+ s\.\n {2}Safely in: \d+ rows \(\d+ of them new\)\. Once this is put right, run the same command again/,
    );
    await server.start();
    const safe = Number(/Safely in: (\d+) rows/.exec(error.message)![1]);
    const there = await count(server.uri);
    ok(there >= safe && safe >= 2000, `${there} there, ${safe} told`);
    const result = await load(uri);
    deepEqual([result.new, result.alreadyThere], [rows - there, there]);
    equal(await count(server.uri), rows);
  });

  test('that is slow is waited for', async () => {
    const proxy = await delayingProxy(Number(new URL(server.uri).port), 100);
    const result = await load(`mongodb://127.0.0.1:${proxy.port}/faults.flows`);
    await proxy.close();
    equal(result.new, rows);
  });

  test('that falls silent in the middle is given up on, and its answer is not needed', async () => {
    const proxy = await delayingProxy(Number(new URL(server.uri).port), 0);
    let silent = false;
    const loading = load(
      `mongodb://127.0.0.1:${proxy.port}/faults.flows?socketTimeoutMS=400&serverSelectionTimeoutMS=400`,
      {
        onProgress({ loaded }) {
          if (loaded < 2000 || silent) return;
          silent = true;
          proxy.delay = Number.POSITIVE_INFINITY;
          setTimeout(() => {
            proxy.delay = 0;
          }, 1500);
        },
      },
    );
    const result = await loading;
    await proxy.close();
    ok(silent);
    equal(result.new + result.alreadyThere, rows);
    equal(await count(server.uri), rows);
  });
}

const database = testDatabase(test);
if (database !== undefined) {
  test('that knows no such user says so, without the password', async () => {
    const uri = database.uri('flows').replace('://', '://user:geheim@');
    const error = await rejects(load(uri), /expected a user and a password that the server accepts/);
    doesNotMatch(inspect(error, { depth: 9 }), /geheim/);
  });

  test('an interruption ends between two batches, and the next load completes it', async () => {
    const abort = new AbortController();
    const uri = database.uri('interrupted');
    const onProgress = ({ loaded }: { loaded: number }) => {
      if (loaded >= 2000) abort.abort(new Error('SIGINT'));
    };
    await rejects(load(uri, { signal: abort.signal, onProgress }), /abort signal/);
    const result = await load(uri);
    deepEqual([result.new, result.alreadyThere], [rows - 2000, 2000]);
  });
}

test.run();
