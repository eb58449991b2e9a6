// Times `rampart ingest` into the feature store beside pandas and polars on the same file, one after another.
// Usage: node benchmarks/ingest/run.mjs [--rows=10000000] [--rounds=1] [--folder=<for the file and the results>]
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProgram } from '../program.mjs';
import { describeMachine } from '../machine.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { measureProcess } from '../measure-process.mjs';
import { pythonEnvironment } from '../python-environment.mjs';
import { codedColumns, writeTable } from './write-table.mjs';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    rounds: { type: 'string', default: '1' },
    folder: { type: 'string' },
  },
});
const rows = Number(values.rows);
const folder =
  values.folder === undefined ? await mkdtemp(join(tmpdir(), 'ingest-')) : resolve(values.folder);
await mkdir(folder, { recursive: true });
// What is timed is the program as it is published, so it is built first.
const cli = await buildProgram();

async function contenders(csv) {
  const store = join(folder, 'store');
  const schema = join(root, 'data_schema/phishing.yaml');
  const rampart = {
    name: 'rampart ingest → Arrow, checked',
    versions: `Node ${process.version}`,
    command: process.execPath,
    args: [cli, 'ingest', csv, '--to', `store:${store}/table`, '--schema', schema, '--json'],
    out: store,
  };
  const peers = [
    { name: 'pandas read_csv → Parquet', contender: 'pandas', packages: ['pandas', 'pyarrow'] },
    { name: 'polars read_csv → Parquet', contender: 'polars-parquet', packages: ['polars'] },
    { name: 'polars read_csv → Arrow', contender: 'polars-ipc', packages: ['polars'] },
  ];
  const all = [rampart];
  for (const { name, contender, packages } of peers) {
    // One for each library, so that neither brings the other's dependencies.
    const environment = await pythonEnvironment(packages, { home: join(folder, `venv-${packages[0]}`) });
    if (environment.absent !== undefined) {
      console.log(`skipped: ${name}: ${environment.absent}`);
      continue;
    }
    const out = join(folder, contender);
    const args = [join(import.meta.dirname, 'peer.py'), contender, csv, out];
    all.push({ name, versions: environment.versions, command: environment.interpreter, args, out });
  }
  return all;
}

const csv = join(folder, `table-${rows}.csv`);
try {
  if (!existsSync(csv)) {
    console.log(`writing ${rows} rows to ${csv}`);
    writeTable(csv, rows, await codedColumns(join(root, 'data_schema/phishing.yaml')));
  }
  const all = await contenders(csv);
  const megabytes = (await stat(csv)).size / 1e6;
  console.log(`${rows} rows, ${Math.round(megabytes)} MB of CSV; ${describeMachine()}`);
  // Read once, so that nobody pays for a cold disk.
  for await (const _ of createReadStream(csv, { highWaterMark: 1 << 20 }));
  const results = [];
  for (const contender of all) {
    let best;
    for (let round = 0; round < Number(values.rounds); round++) {
      await rm(contender.out, { recursive: true, force: true });
      const measured = await measureProcess(contender.command, contender.args, root);
      if (best === undefined || measured.seconds < best.seconds) best = measured;
    }
    results.push({ ...contender, ...best });
    console.log(
      `${contender.name} (${contender.versions}): ${best.seconds.toFixed(1)} s, ${Math.round(best.peak)} MB`,
    );
    await rm(contender.out, { recursive: true, force: true });
  }
  const header = [
    '',
    'seconds',
    'processor seconds',
    'million rows a second',
    'peak memory, MB',
    'time relative to Rampart',
  ];
  const lines = results.map(({ name, seconds, worked, peak }) => [
    name,
    seconds.toFixed(1),
    worked.toFixed(1),
    (rows / seconds / 1e6).toFixed(2),
    Math.round(peak),
    (seconds / results[0].seconds).toFixed(2),
  ]);
  console.log(`\n${markdownTable(header, lines)}`);
} finally {
  if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
}
