import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('examples/mongodb');
const run = promisify(execFile);
const folder = fileURLToPath(new URL('.', import.meta.url));
const loader = ['--conditions=@rampart/source', '--import', 'tsx'];

/** The driver is a dependency of the pipeline, not of a program that uses it. */
async function drop(database: string): Promise<void> {
  const require = createRequire(new URL('../../packages/pipeline/package.json', import.meta.url));
  const { MongoClient } = require('mongodb') as {
    MongoClient: new (
      uri: string,
    ) => {
      db(name: string): { dropDatabase(): Promise<unknown> };
      close(): Promise<void>;
    };
  };
  const client = new MongoClient(process.env['MONGODB_URI']!);
  await client.db(database).dropDatabase();
  await client.close();
}

if (process.env['MONGODB_URI'] === undefined) {
  process.stdout.write('skipped: MONGODB_URI is not set\n');
  test.skip('ingest-and-train.ts loads the sample and trains from the collection');
} else {
  test('ingest-and-train.ts loads the sample and trains from the collection; the second time nothing is new', async () => {
    await using out = await temporaryDirectory();
    const database = `rampart_example_${process.pid}`;
    const example = [...loader, `${folder}ingest-and-train.ts`, database, out.path];
    const first = await run(process.execPath, example);
    assert.match(
      first.stdout,
      /^(\d+) rows read: \1 new, 0 already there, 0 quarantined\ntrained on \d+ rows of mongodb:\/\/\/.*\naccuracy: 0\.\d+\nbundle: /,
    );
    const second = await run(process.execPath, example);
    assert.match(second.stdout, /^(\d+) rows read: 0 new, \1 already there/);
    await drop(database);
  });
}

test.run();
