import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, loadConfig, readRecord, readSchema } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { createApp, loadModel } from '@rampart/serve';
import { suite } from 'uvu';
import { readForServing } from '@rampart/core/rows';
import { openSource } from '../connections/open-source.ts';
import { readArrow } from '../table/arrow-file.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { TrainingPipeline } from '../training-pipeline.ts';
import { scoredRows } from '../testing/scored-rows.ts';

const test = suite('derived features');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const yaml = `name: flows
missing: ["", "?"]
columns:
  - { name: size, kind: numeric, derive: log1p(bytes) }
  - { name: bytes, kind: numeric, role: ignored }
  - { name: flag, kind: ordinal, values: [-1, 0, 1] }
  - { name: protocol, kind: categorical }
  - { name: pair, kind: categorical, derive: protocol + '/' + flag }
  - { name: large, kind: binary, values: [0, 1], derive: size > 6 && flag != 0 }
  - { name: attack, kind: binary, role: target, values: [yes, no], positive: yes }
rules:
  - { name: positive, expression: bytes == null || bytes > 0 }
  - { name: usual, expression: size < 7, onFail: warn }
limits:
  quarantinedShare: { most: 0.5, action: fail }
`;
// One row breaks a rule.
const csv = `${exampleCsv()}-3,1,tcp,no\n`;
const { source, schema: path } = await writeExample(folder.path, csv, yaml);
const schema = readSchema(yaml, path);
const out = join(folder.path, 'out');
const train = (text: string) =>
  new TrainingPipeline({
    source,
    schema: readSchema(text, path),
    config: loadConfig({ sets: quickSettings }),
    out,
    logger: createLogger({ level: 'error' }),
  }).run();
const run = await train(yaml);

const lines = csv.trim().split('\n');
const names = lines[0]!.split(',');
const records = lines.slice(1).map((line) => {
  const cells = line.split(',');
  return Object.fromEntries(names.slice(0, 3).map((name, at) => [name, cells[at]]));
});

test('a row has the same derived values in training and serving, bit by bit', async () => {
  const snapshot = await readArrow(join(out, run.ingestion.source.snapshot.path));
  equal(snapshot.rows, records.length);
  for (const [row, record] of records.entries()) {
    for (const [name, cell] of Object.entries(readRecord(schema, record).row)) {
      const trained = columnOf(snapshot, name)[row];
      ok(Object.is(cell, trained), `row ${row}, ${name}: ${cell} when serving, ${trained} in training`);
    }
    const bytes = record.bytes === '' ? Number.NaN : Number(record.bytes);
    const size = Math.log1p(bytes);
    ok(Object.is(columnOf(snapshot, 'size')[row], Number.isFinite(size) ? size : Number.NaN));
  }
});

test('the model is asked for the inputs, and answers alike in code, over HTTP and from a file', async () => {
  using predictor = await loadModel(run.pushing.path);
  equal(predictor.features.join(), 'bytes,flag,protocol');
  const good = records.slice(0, 50);
  const many = await predictor.predictMany(good);
  const app = createApp(predictor);
  const answered = await app.request('/predict', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records: good }),
  });
  equal(answered.status, 200);
  const { predictions } = (await answered.json()) as { predictions: { score: number }[] };
  const scored = await scoredRows(openSource(source), predictor);
  for (const [row, { score }] of many.entries()) {
    ok(Math.abs(predictions[row]!.score - score) < 1e-6);
    ok(Math.abs(scored[row]!.score! - score) < 1e-6);
  }
  const last = scored.at(-1)!;
  equal(last.label, null);
  match(
    last.problems.join(),
    /rule `positive` \(bytes == null \|\| bytes > 0\) to be true, received bytes -3/,
  );
});

test('rules set rows aside and warn; the summary says so', async () => {
  equal(run.validation.rows.quarantined, 1);
  deepStrictEqual(
    run.validation.problems.map(({ rule, firstLine, rows }) => [rule, firstLine, rows]),
    [['rule', lines.length, 1]],
  );
  const warned = run.report.warnings.map(({ name }) => name);
  ok(warned.includes('brokenRule'), warned.join());
  const args = ['run', '--source', source, '--schema', path, '--out', out];
  const told = await runCommand([...args, ...quickSettings.flatMap((setting) => ['--set', setting])]);
  equal(told.code, 0, told.stderr);
  match(told.stdout, /Warnings\n(.*\n)* {2}brokenRule: rule `usual` is broken by \d+ of 240 rows/);
});

test('rows to be scored may lack the label, though a rule is about it', async () => {
  const unlabelled = join(folder.path, 'unlabelled.csv');
  await writeFile(unlabelled, csv.replaceAll(/,(attack|yes|no)$/gm, ''));
  const ruled = readSchema(
    yaml.replace('rules:', 'rules:\n  - { name: labelled, expression: attack != null }'),
    path,
  );
  const { table } = await readForServing(openSource(unlabelled), ruled);
  deepStrictEqual(
    columnOf(table, 'size'),
    columnOf((await readForServing(openSource(source), ruled)).table, 'size'),
  );
});

test('a limit that is set to fail ends the run, every time', async () => {
  const strict = yaml.replace('limits:\n', 'limits:\n  brokenRule: fail\n');
  for (const _ of [1, 2]) {
    await rejects(() => train(strict), /limit `brokenRule`: expected at most 0 %, received rule `usual`/);
  }
});

test('rows that have grown old end a run whose artifacts could be used again', async () => {
  const stamped = csv
    .split('\n')
    .map((line, at) => (line === '' ? '' : `${line},${at === 0 ? 'at' : '2020-01-01'}`));
  await writeFile(join(folder.path, 'stamped.csv'), stamped.join('\n'));
  const text = yaml.replace(
    'rules:',
    '  - { name: at, kind: time, role: ignored }\nfreshness: { column: at, maxAge: 48h }\nrules:',
  );
  const stale = (limit: string) =>
    new TrainingPipeline({
      source: join(folder.path, 'stamped.csv'),
      schema: readSchema(text.replace('limits:\n', `limits:\n  stale: ${limit}\n`), path),
      config: loadConfig({ sets: quickSettings }),
      out,
      logger: createLogger({ level: 'error' }),
    }).run();
  await rejects(() => stale('fail'), /DataValidation: .*limit `stale`.*the newest row is of 2020-01-01/s);
  await rejects(() => stale('fail'), /limit `stale`/);
  const { report } = await stale('warn');
  ok(report.warnings.some(({ name }) => name === 'stale'));
});

test.run();
