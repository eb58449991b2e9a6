import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { RunReport } from '../../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';
import { reusableStages, stageFates } from '../../testing/stage-fates.ts';

const test = suite('rampart run');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const quick = quickSettings.flatMap((setting) => ['--set', setting]);
const { source, schema } = await writeExample(folder.path);

async function run(out: string, ...extra: string[]): Promise<RunReport> {
  const argv = [
    'run',
    '--source',
    source,
    '--schema',
    schema,
    '--out',
    join(folder.path, out),
    '--json',
    ...quick,
  ];
  const { code, stderr, json } = await runCommand([...argv, ...extra]);
  equal(code, 0, stderr);
  return json<RunReport>();
}

test('standard output is one JSON document that tells all of the run', async () => {
  const report = await run('told');
  deepEqual(
    { ...report.rows, split: report.rows.train + report.rows.holdout },
    {
      read: 240,
      valid: 240,
      quarantined: 0,
      train: report.rows.train,
      holdout: report.rows.holdout,
      split: 240,
    },
  );
  deepEqual(
    report.candidates.map(({ name }) => name),
    ['logistic-regression', 'mlp-8', 'prior'],
  );
  ok(report.candidates.every(({ outOfFold }) => outOfFold.logLoss! > 0));
  ok(report.candidates.some(({ name }) => name === report.chosen));
  ok(report.decisions[0]!.threshold > 0 && report.decisions[0]!.threshold < 1);
  const { value, low, high } = report.holdout.metrics.accuracy;
  ok(low! <= value! && value! <= high!);
  equal(report.holdout.looks, 1);
  match(report.backend.reason, /using/);
  deepEqual(JSON.parse(await readFile(report.report, 'utf8')), report);
  const weights = await readFile(join(report.bundle.path, 'weights.bin'));
  ok(weights.length > 0);
});

test('the same seed gives the same bytes, another seed does not', async () => {
  const weights = async (out: string, seed: string) => {
    const { bundle } = await run(out, '--seed', seed);
    return (await readFile(join(bundle.path, 'weights.bin'))).toString('hex');
  };
  const first = await weights('first', '5');
  equal(await weights('second', '5'), first);
  notEqual(await weights('third', '6'), first);
});

test('a run repeated skips what has not changed, and keeps its bundle', async () => {
  const first = await run('again');
  const out = join(folder.path, 'again');
  const argv = ['run', '--source', source, '--schema', schema, '--out', out, '--json', ...quick];
  const { stderr, json } = await runCommand(argv);
  for (const stage of reusableStages) equal(stageFates(stderr)[stage], 'skipped');
  const second = json<RunReport>();
  equal(second.bundle.path, first.bundle.path);
  equal(second.bundle.written, false);
  deepEqual(second.verdict, {
    accepted: false,
    unchanged: true,
    reasons: ['it is the same model as version 1 in production'],
  });
  deepEqual(second.holdout, first.holdout);
  deepEqual(await readdir(join(folder.path, 'again/bundles/flows')), ['1', 'ledger']);
});

test('a worse candidate is kept but does not go into production', async () => {
  const better = await run('guarded', '--set', 'training.epochs=60');
  // So bad that it would not be compared at all.
  const worse = await run('guarded', '--set', 'training.epochs=1', '--set', 'evaluation.beatPrior=false');
  equal(worse.verdict.accepted, false);
  match(worse.verdict.reasons[0]!, /logLoss is .*, that of version 1 in production on the same rows/);
  equal(worse.bundle.version, '2');
  equal(worse.bundle.production, false);
  equal(worse.holdout.looks, 2);
  const store = openStore(join(folder.path, 'guarded/bundles/flows'));
  equal(await store.alias('production'), '1');
  const verdicts = (await store.entries()).filter(({ event }) => event !== 'holdout-read');
  deepEqual(
    verdicts.map(({ event, version, runId }) => [event, version, runId]),
    [
      ['accepted', '1', better.runId],
      ['rejected', '2', worse.runId],
    ],
  );
});

test('a declared minimum that is not met keeps a model out of production', async () => {
  const report = await run('minimum', '--set', 'evaluation.minimum.accuracy=0.999');
  equal(report.verdict.accepted, false);
  match(report.verdict.reasons[0]!, /the declared minimum is 0\.999/);
  equal(report.bundle.production, false);
});

test('a holdout of its own is not trained on', async () => {
  const other = await writeExample(join(folder.path, 'other'), exampleCsv(60, 2));
  const report = await run('given', '--holdout', other.source);
  deepEqual(report.rows, { read: 300, valid: 300, quarantined: 0, train: 240, holdout: 60 });
  equal(report.leakAudit.rows, 240);
  equal(typeof report.leakAudit.holdoutRowsSeenInTraining, 'number');
});

test('more than two classes take the same way', async () => {
  const lines = exampleCsv(300).trim().split('\n');
  const csv = lines.map((line, at) =>
    at > 0 && line.endsWith('yes') ? line.replace(/yes$/, at % 2 ? 'scan' : 'flood') : line,
  );
  const yaml = (await readFile(schema, 'utf8')).replace(
    / {2}- \{ name: attack.*/,
    '  - { name: attack, kind: categorical, role: target, classes: { normal: [no], scan: [scan], flood: [flood] } }',
  );
  const many = await writeExample(join(folder.path, 'many'), `${csv.join('\n')}\n`, yaml);
  const report = await run('many-out', '--source', many.source, '--schema', many.schema);
  deepEqual(report.classes, ['normal', 'scan', 'flood']);
  equal(report.positive, null);
  equal(report.decisions[0]!.threshold, 0.5);
});

test('the summary for a person names the rows, the audit, the candidates, the metrics, the backend and the bundle', async () => {
  const argv = [
    'run',
    '--source',
    source,
    '--schema',
    schema,
    '--out',
    join(folder.path, 'person'),
    ...quick,
  ];
  const { stdout } = await runCommand(argv);
  for (const part of [
    /^Rows: 240 read/,
    /\nLeak audit\n/,
    /\* mlp-8|\* logistic-regression/,
    /accuracy +0\.\d{4} +0\.\d{4} to/,
    /\nBackend: /,
    /\nBundle: .*[\\/]bundles[\\/]flows[\\/]1/,
    /\nReport: /,
  ]) {
    match(stdout, part);
  }
});

test('an interrupted run says so and leaves nothing half-written', async () => {
  const out = join(folder.path, 'interrupted');
  await mkdir(out);
  const argv = ['run', '--source', source, '--schema', schema, '--out', out, ...quick];
  const { code, stderr } = await runCommand(argv, AbortSignal.abort(new Error('SIGINT')));
  equal(code, 2);
  match(stderr, /abort signal/);
  deepEqual(
    (await readdir(out, { recursive: true })).filter((name) => name.includes('.tmp-')),
    [],
  );
});

test.run();
