// Times a whole `rampart run` with its defaults beside the usual grid search in scikit-learn, both on the same rows.
// Usage: node benchmarks/run/run.mjs [--table=phishing.csv] [--data=<its folder>] [--schema=phishing]
//        [--target=Result] [--positive=-1] [--seed=7] [--set=…] [--jobs=1] [--jobs=-1] [--python=<one that has the packages>]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { measureProcess } from '../measure-process.mjs';
import { buildProgram, root } from '../program.mjs';
import { pythonEnvironment } from '../python-environment.mjs';
import { heldOutRows } from './held-out-rows.mjs';

const { values } = parseArgs({
  options: {
    table: { type: 'string', default: 'phishing.csv' },
    data: { type: 'string', default: join(root, 'Network_Data') },
    schema: { type: 'string', default: 'phishing' },
    target: { type: 'string', default: 'Result' },
    positive: { type: 'string', default: '-1' },
    seed: { type: 'string', default: '7' },
    set: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', multiple: true, default: ['1', '-1'] },
    python: { type: 'string' },
  },
});
const table = resolve(values.data, values.table);
const folder = await mkdtemp(join(tmpdir(), 'run-'));
try {
  const cli = await buildProgram();
  console.log(`${table}; ${describeMachine()}`);
  const ours = await runRampart(cli);
  const all = [ours, ...(await runPeers(ours.holdout))];
  const header = [
    '',
    'seconds',
    'time relative to Rampart',
    'peak memory, MB',
    'accuracy, %',
    'F1, %',
    'log-loss',
  ];
  console.log(
    `\n${markdownTable(
      header,
      all.map((one) => line(one, ours)),
    )}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runRampart(cli) {
  const out = join(folder, 'out');
  const sets = values.set.flatMap((setting) => ['--set', setting]);
  const argv = ['run', '--source', table, '--schema', values.schema, '--seed', values.seed, '--out', out];
  const measured = await measureProcess(process.execPath, [cli, ...argv, ...sets, '--json'], root);
  const report = JSON.parse(measured.stdout);
  const { accuracy, f1, logLoss } = report.holdout.metrics;
  console.log(`rampart run: chose ${report.chosen}, tested on ${report.holdout.rows} rows`);
  return {
    name: 'rampart run',
    ...measured,
    scores: { accuracy: accuracy.value, f1: f1.value, logLoss: logLoss.value },
    holdout: await heldOutRows(out, report),
  };
}

/** The grid search on the rows that Rampart trained on, tested on those that it held out; once for each `--jobs`. */
async function runPeers(holdout) {
  const packages = ['scikit-learn==1.9.1', 'pandas==3.1.1'];
  const python = await pythonEnvironment(packages, { name: 'run', interpreter: values.python });
  if (python.absent !== undefined) {
    console.log(`skipped: the grid search: ${python.absent}`);
    return [];
  }
  console.log(python.versions);
  const file = join(folder, 'holdout.json');
  await writeFile(file, JSON.stringify(holdout));
  const program = join(import.meta.dirname, 'peer.py');
  const peers = [];
  for (const jobs of values.jobs) {
    const args = [program, table, values.target, values.positive, file, jobs];
    const measured = await measureProcess(python.interpreter, args, root);
    const scores = JSON.parse(measured.stdout);
    const name = `grid search in scikit-learn, n_jobs=${jobs}`;
    console.log(`${name}: chose ${scores.chosen}, tested on ${scores.rows} rows`);
    // The workers of joblib are processes of their own: the parent's peak says little.
    peers.push({ name, ...measured, peak: Number.NaN, scores });
  }
  return peers;
}

function line({ name, seconds, peak, scores }, ours) {
  return [
    name,
    seconds.toFixed(1),
    (seconds / ours.seconds).toFixed(2),
    Math.round(peak),
    (100 * scores.accuracy).toFixed(2),
    (100 * scores.f1).toFixed(2),
    scores.logLoss.toFixed(4),
  ];
}
