import { deepEqual, equal, match } from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { DatasetDiff } from '../feature-store/diff-datasets.ts';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('rampart data');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const store = join(folder.path, 'store');

async function answer<T>(...argv: string[]): Promise<T> {
  const { code, stderr, json } = await runCommand([...argv, '--json']);
  equal(code, 0, stderr);
  return json<T>();
}

function ingest() {
  return answer<{ read: number; new: number; alreadyThere: number; quarantined: number }>(
    'ingest',
    source,
    '--to',
    `store:${store}/flows`,
    '--schema',
    schema,
  );
}

test('an ingest makes a version, the same again does not, another table makes the next', async () => {
  const first = await ingest();
  deepEqual([first.read, first.new, first.alreadyThere], [240, 240, 0]);
  const again = await ingest();
  deepEqual([again.read, again.new, again.alreadyThere], [240, 0, 240]);
  await writeFile(source, `${exampleCsv(100, 9)}1,7,tcp,yes\n`);
  const other = await ingest();
  deepEqual([other.read, other.new, other.quarantined], [101, 100, 1]);
  deepEqual(await readdir(join(store, 'flows')), ['1', '2']);
  await writeExample(folder.path);
});

test('list, show and diff tell of them', async () => {
  interface Listed {
    datasets: { name: string; versions: { version: number; rows: number; bytes: number }[] }[];
  }
  const { datasets } = await answer<Listed>('data', 'list', '--store', store);
  deepEqual(
    datasets.map(({ name, versions }) => [name, versions.map(({ version, rows }) => [version, rows])]),
    [
      [
        'flows',
        [
          [1, 240],
          [2, 100],
        ],
      ],
    ],
  );
  interface Shown {
    version: number;
    quarantined: number;
    schema: { name: string };
    columns: { name: string; count: number }[];
  }
  const shown = await answer<Shown>('data', 'show', 'flows', '--store', store);
  deepEqual([shown.version, shown.quarantined, shown.schema.name], [2, 1, 'flows']);
  deepEqual(
    shown.columns.map(({ name }) => name),
    ['bytes', 'flag', 'protocol', 'attack'],
  );
  const diff = await answer<DatasetDiff>('data', 'diff', 'flows@1', 'flows@2', '--store', store);
  deepEqual(diff.rows, { before: 240, after: 100 });
  equal(diff.changed.length, 4);
  const person = await runCommand(['data', 'show', 'flows@1', '--store', store]);
  match(person.stdout, /^flows@1: 240 rows of 4 columns, 0 quarantined\n/);
  match((await runCommand(['data', 'list', '--store', store])).stdout, /flows@1 +240/);
  match((await runCommand(['data', 'list', '--store', join(store, 'none')])).stdout, /^No dataset in /);
});

test('a dataset that is not there ends with 2 and what there is', async () => {
  const { code, stderr } = await runCommand(['data', 'show', 'flow', '--store', store]);
  equal(code, 2);
  match(stderr, /Did you mean `flows`\?/);
});

test('a run on the dataset gives the scores of the run on the file', async () => {
  const run = async (from: string, out: string) =>
    await answer<RunReport>(
      'run',
      '--source',
      from,
      '--schema',
      schema,
      '--out',
      join(folder.path, out),
      ...quickSettings.flatMap((setting) => ['--set', setting]),
    );
  const ofFile = await run(source, 'file');
  const ofStore = await run(`store:${store}/flows@1`, 'store');
  deepEqual(ofStore.rows, ofFile.rows);
  deepEqual(ofStore.holdout.metrics, ofFile.holdout.metrics);
});

test.run();
