import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, sha256 } from '@rampart/core/internal';
import { temporaryDirectory } from '@rampart/core/testing';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import { delayingProxy } from '../../testing/delaying-proxy.ts';
import { exampleCsv, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';
import { testDatabase } from '../../testing/servers.ts';

const test = suite('rampart ingest');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const database = testDatabase(test);

const text = exampleCsv(3000).replace(/\n(?=.*\n$)/, '\nabc,0,tcp,yes\n');
const { source, schema } = await writeExample(folder.path, text);
const argv = (to: string, ...more: string[]) => ['ingest', source, '--schema', schema, '--to', to, ...more];

test('one JSON document tells what became of the rows, and a person reads the same', async () => {
  const to = join(folder.path, 'flows.parquet');
  const { code, json, stderr } = await runCommand(argv(to, '--json'));
  equal(code, 0, stderr);
  const { seconds, problems, ...document } = json<{ seconds: number; problems: unknown[] }>();
  deepEqual(document, {
    source,
    to,
    quarantine: `${to}.quarantine.ndjson`,
    read: 3001,
    valid: 3000,
    quarantined: 1,
    new: 3000,
    alreadyThere: 0,
    repeated: 0,
    refused: 0,
    unknownColumns: [],
  });
  equal(typeof seconds, 'number');
  equal(problems.length, 1);
  match(await readFile(`${to}.quarantine.ndjson`, 'utf8'), /"line":3001.*"received":"\\"abc\\""/);
  const { stdout } = await runCommand(argv(to));
  match(
    stdout,
    /^Read: +3001 rows of .*\nValid: +3000 to .*: 3000 new, 0 already there, 0 repeated within the load, 0 refused\nQuarantined: +1 to /,
  );
  match(stdout, /line 3001, column `bytes`: expected a number.*received "abc"/);
});

test('rows may go to standard output, but not beside a JSON document', async () => {
  const { code, stdout, stderr } = await runCommand(argv('-'));
  equal(code, 0, stderr);
  equal(stdout.trim().split('\n').length, 3001);
  match(stderr, /3000 new/);
  equal((await runCommand(argv('-', '--json'))).code, 2);
});

test('a mistake costs nothing: a sink that cannot be, a quarantine in the same place', async () => {
  for (const wrong of [
    argv('flows.xlsx'),
    argv('x.csv', '--quarantine', 'x.csv'),
    argv('mongodb://host/flows'),
  ]) {
    const { code, stderr } = await runCommand(wrong);
    equal(code, 2);
    match(stderr, /expected/);
  }
});

if (database !== undefined) {
  const client = new MongoClient(database.uri('x').replace(/\/[^/]*$/, ''));
  test.after(() => client.close());
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const loader = ['--conditions=@rampart/source', '--import', 'tsx'];

  /** What both collections hold, as one text. */
  async function contents(collection: string): Promise<string> {
    const parts = await Promise.all(
      [collection, `${collection}_quarantine`].map(async (name) => {
        const found = await client
          .db(database!.name)
          .collection(name)
          .find({}, { sort: { _id: 1 } })
          .toArray();
        return `${found.length} ${sha256(JSON.stringify(found))}`;
      }),
    );
    return parts.join(', ');
  }

  /** Loads through a proxy in a process of its own, which is killed once so many bytes have been sent. */
  async function loadAndKill(collection: string, after: number): Promise<number> {
    const proxy = await delayingProxy(Number(new URL(database!.uri('x')).port), 0);
    const to = `mongodb://127.0.0.1:${proxy.port}/${database!.name}.${collection}`;
    const child = spawn(process.execPath, [...loader, main, ...argv(to)], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    proxy.onSent = (sent) => {
      if (sent >= after) child.kill('SIGKILL');
    };
    await ended;
    await proxy.close();
    return proxy.sent;
  }

  test('killed at 20 random moments and run again, it ends in the identical collection', async () => {
    const whole = await loadAndKill('whole', Number.POSITIVE_INFINITY);
    const expected = await contents('whole');
    match(expected, /^3000 [0-9a-f]+, 1 /);
    const random = createRandom(Number(process.env['RAMPART_TEST_SEED'] ?? 4));
    const cut: number[] = [];
    for (let round = 0; round < 20; round++) {
      const collection = `killed_${round}`;
      await loadAndKill(collection, whole * random.next());
      const there = await client.db(database.name).collection(collection).countDocuments();
      cut.push(there);
      const { code, stderr, json } = await runCommand(argv(database.uri(collection), '--json'));
      equal(code, 0, stderr);
      const { new: added, alreadyThere } = json<{ new: number; alreadyThere: number }>();
      equal(added + alreadyThere, 3000);
      equal(await contents(collection), expected, `round ${round}, ${there} rows were there`);
    }
    ok(new Set(cut).size > 2, `killed after ${cut.join(', ')} rows`);
  });
}

test.run();
