import { equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onRealTable, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { DataReport } from '../../data-report/data-report.ts';
import { exampleCsv, exampleYaml, quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';

const test = suite('rampart validate');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path, exampleCsv(1_000));
const shifted = await writeExample(
  join(folder.path, 'shifted'),
  exampleCsv(400, 2).replaceAll(',udp,', ',quic,'),
  `${exampleYaml}limits: { drift: fail }\n`,
);

test('one JSON document, exit code 0 where no limit is broken', async () => {
  const { code, stderr, json } = await runCommand(['validate', source, '--schema', schema, '--json']);
  equal(code, 0, stderr);
  const report = json<DataReport>();
  equal(report.overview.rows.read, 1_000);
  equal(report.drift, null);
});

test('drift against another table: told by name, exit code 3 where the schema says that it fails', async () => {
  const argv = ['validate', shifted.source, '--reference', source];
  const warned = await runCommand([...argv, '--schema', schema]);
  equal(warned.code, 0);
  match(warned.stdout, /^Passed with \d+ warnings\. .*drift/);
  match(warned.stdout, /Compared with .*flows\.csv \(1000 rows\): 1 of 4 columns differs\n/);
  match(warned.stdout, /\n {2}protocol {2}new value quic \d+ %; udp \d+ → 0 %\n/);
  match(warned.stdout, /warn {2}drift: .*`protocol` \(new value quic/);
  const failed = await runCommand([...argv, '--schema', shifted.schema]);
  equal(failed.code, 3);
  match(failed.stdout, /^Failed\. A limit .* broken: drift\./);
  match(failed.stdout, /FAIL {2}drift/);
});

test('drift against a bundle: its training rows, by its directory or its registry', async () => {
  const out = join(folder.path, 'out');
  const quick = quickSettings.flatMap((setting) => ['--set', setting]);
  const run = await runCommand(['run', '--source', source, '--schema', schema, '--out', out, ...quick]);
  equal(run.code, 0, run.stderr);
  const registry = join(out, 'bundles/flows');
  for (const reference of [registry, join(registry, '1'), join(registry, 'production')]) {
    const argv = ['validate', shifted.source, '--schema', schema, '--reference', reference, '--json'];
    const { code, stderr, json } = await runCommand(argv);
    equal(code, 0, stderr);
    const { overview, drift } = json<DataReport>();
    equal(overview.reference, 'flows version 1');
    equal(drift!.columns[0]!.name, 'protocol');
    ok(drift!.rows.reference < 1_000);
  }
});

test('a model is surer of the rows that it was trained on, which is no drift; a shift of the scores is', async () => {
  const registry = join(folder.path, 'out/bundles/flows');
  const score = async (table: string) => {
    const argv = ['validate', table, '--schema', schema, '--reference', registry, '--json'];
    const { drift } = (await runCommand(argv)).json<DataReport>();
    return drift!.columns.find(({ role }) => role === 'score')!;
  };
  const own = await score(source);
  equal(own.alarm, false);
  ok(own.trainedOn !== undefined);
  let alarms = 0;
  for (let seed = 10; seed < 20; seed++) {
    const fresh = await writeExample(join(folder.path, `fresh-${seed}`), exampleCsv(500, seed));
    if ((await score(fresh.source)).alarm) alarms++;
  }
  ok(alarms <= 1, `${alarms} of 10 clean batches`);
  const lines = exampleCsv(500, 30).trim().split('\n');
  const moved = lines.filter((line, at) => at === 0 || line.endsWith('yes') || at % 8 === 0).join('\n');
  const shiftedScores = await writeExample(join(folder.path, 'moved'), `${moved}\n`);
  equal((await score(shiftedScores.source)).alarm, true);
});

test('the budget sets the false alarm rate; half of one is a mistake', async () => {
  const argv = ['validate', shifted.source, '--schema', schema, '--reference', source, '--json'];
  const { json } = await runCommand([...argv, '--budget', '1', '--batches', '720']);
  equal(json<DataReport>().drift!.falseAlarmRate, 1 / 720);
  const half = await runCommand([...argv, '--budget', '1']);
  equal(half.code, 2);
  match(half.stderr, /--budget.*both or neither/);
  const many = await runCommand([...argv, '--budget', '9', '--batches', '3']);
  equal(many.code, 2);
  match(many.stderr, /alarm budget/);
});

test('--report writes a page', async () => {
  const page = join(folder.path, 'report.html');
  const { code, stderr } = await runCommand(['validate', source, '--schema', schema, '--report', page]);
  equal(code, 0, stderr);
  match(await readFile(page, 'utf8'), /^<!doctype html>/i);
});

test('rows without labels', async () => {
  const csv = exampleCsv(100).replace(/,[^,\n]*$/gm, '');
  const unlabelled = await writeExample(join(folder.path, 'unlabelled'), csv);
  const argv = ['validate', unlabelled.source, '--schema', schema];
  equal((await runCommand(argv)).code, 2);
  const { code, stdout } = await runCommand([...argv, '--environment', 'serving']);
  equal(code, 0);
  match(stdout, /^Rows: 100 read, 100 valid/m);
});

onRealTable(
  test,
  'NSL-KDD: the test file drifts from the training file in the columns of the new attacks',
  'nsl-kdd-test.csv',
  async (path) => {
    const reference = path.replace('nsl-kdd-test', 'nsl-kdd-train-20percent');
    const argv = ['validate', path, '--schema', 'nsl-kdd', '--reference', reference, '--json'];
    const { code, stderr, json } = await runCommand(argv);
    equal(code, 0, stderr);
    const { drift } = json<DataReport>();
    equal(drift!.verdict, 'drift');
    const worst = drift!.columns.slice(0, 8).map(({ name }) => name);
    for (const name of ['dst_host_rerror_rate', 'service', 'flag', 'serror_rate'])
      ok(worst.includes(name), name);
    ok(drift!.columns.find(({ name }) => name === 'attack')!.alarm);
  },
);

test.run();
