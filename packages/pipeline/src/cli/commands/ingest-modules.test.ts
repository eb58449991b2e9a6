import { deepEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { writeExample } from '../../testing/example-table.ts';

const test = suite('what rampart ingest loads');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const { source, schema } = await writeExample(folder.path);

/** The folders of core of which an ingest loads a module, as Node's coverage tells them. */
async function roomsLoaded(to: string): Promise<string[]> {
  await using coverage = await temporaryDirectory();
  await promisify(execFile)(
    process.execPath,
    [
      '--conditions=@rampart/source',
      '--import',
      'tsx',
      main,
      'ingest',
      source,
      '--schema',
      schema,
      '--to',
      to,
    ],
    { env: { ...process.env, NODE_V8_COVERAGE: coverage.path } },
  );
  const rooms = new Set<string>();
  for (const file of await readdir(coverage.path)) {
    const { result } = JSON.parse(await readFile(join(coverage.path, file), 'utf8')) as {
      readonly result: readonly { readonly url: string }[];
    };
    for (const { url } of result) {
      const [, room] = /\/core\/src\/(\w+)\//.exec(url) ?? [];
      if (room !== undefined) rooms.add(room);
    }
  }
  return [...rooms].sort();
}

for (const [kind, to] of [
  ['a file', join(folder.path, 'rows.csv')],
  ['the feature store', `store:${join(folder.path, 'store')}/rows`],
] as const) {
  test(`into ${kind}: nothing of models, settings and stages`, async () => {
    deepEqual(await roomsLoaded(to), [
      'connections',
      'expression',
      'files',
      'formats',
      'internal',
      'rows',
      'schema',
    ]);
  });
}

test.run();
