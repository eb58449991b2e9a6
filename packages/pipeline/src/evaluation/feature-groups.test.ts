import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, defineSchema, loadConfig, openBundle, recordAt, targetOf } from '@rampart/core';
import { createRandom, isMissing } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { loadModel } from '@rampart/serve';
import { suite } from 'uvu';
import { readForServing } from '@rampart/core/rows';
import { summarizeCrossValidation } from '../report/summarize-cross-validation.ts';
import { summarizeRun } from '../report/summarize-run.ts';
import { scoreBatches } from '../scoring/score-batches.ts';
import { scoreTable } from '../scoring/score-table.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { openSource } from '../connections/open-source.ts';
import { readArrow } from '../table/arrow-file.ts';
import { quickSettings } from '../testing/example-table.ts';
import { TrainingPipeline } from '../training-pipeline.ts';
import { checkTable } from '../checking/check-table.ts';
import { crossValidate } from '../cross-validation/cross-validate.ts';

const test = suite('feature groups, from a table to an answer');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const schema = defineSchema({
  name: 'sites',
  columns: [
    { name: 'length', kind: 'numeric', onMissing: 'reject' },
    { name: 'age', kind: 'numeric', onMissing: 'reject' },
    { name: 'registrar', kind: 'categorical' },
    { name: 'result', kind: 'binary', role: 'target', values: ['good', 'bad'], positive: 'bad' },
  ],
  featureGroups: [
    { name: 'url', cost: 0, columns: ['length'] },
    { name: 'whois', cost: 300, columns: ['age', 'registrar'] },
  ],
});

/** Rows of which `length` tells a little and `age` more; some lack the second group. */
function csv(rows: number, seed: number): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, () => {
    const bad = random.next() < 0.5;
    const length = random.normal() + (bad ? 1 : 0);
    const age = random.normal() - (bad ? 3 : 0);
    const whois = random.next() < 0.05 ? ',' : `${age.toFixed(3)},${random.next() < 0.5 ? 'x' : 'y'}`;
    return `${length.toFixed(3)},${whois},${bad ? 'bad' : 'good'}`;
  });
  return `length,age,registrar,result\n${lines.join('\n')}\n`;
}

await mkdir(folder.path, { recursive: true });
const source = join(folder.path, 'sites.csv');
await writeFile(source, csv(600, 1));
// Two networks, each with a second one for incomplete rows.
const candidates = [
  { name: 'mlp', members: [{ hidden: [16] }, { hidden: [8], numeric: ['quantile', 'piecewise-linear'] }] },
];
const config = loadConfig({ sets: [...quickSettings, `training.candidates=${JSON.stringify(candidates)}`] });
const logger = createLogger({ level: 'error' });
const run = await new TrainingPipeline({
  source,
  schema,
  config,
  out: join(folder.path, 'out'),
  logger,
}).run();

test('a row may lack a whole group, not a part of it', async () => {
  const text = 'length,age,registrar,result\n1,,,good\n1,,x,good\n,2,,bad\n,,,bad\n';
  const path = join(folder.path, 'gaps.csv');
  await writeFile(path, text);
  const { table } = await readForServing(openSource(path), schema);
  const { rows, quarantined } = checkTable(table, schema, targetOf(schema), (row) => ({
    source: path,
    line: row + 2,
  }));
  deepEqual([...rows], [0, 2]);
  deepEqual(
    quarantined.map(({ line, problems }) => [line, problems.map(({ column }) => column)]),
    [
      [3, ['age']],
      [5, [null]],
    ],
  );
});

test('a run tells how good each useful subset is, in its report and in the bundle', async () => {
  equal(run.report.rows.quarantined, 0);
  const [all, url, whois] = run.report.decisions;
  deepEqual([all!.groups, all!.cost, url!.groups, url!.cost], [['url', 'whois'], 300, ['url'], 0]);
  deepEqual([whois!.groups, whois!.rows, whois!.holdout], [['whois'], 0, null]);
  ok(url!.holdout!.accuracy! < all!.holdout!.accuracy! - 0.1);
  ok(all!.rows < url!.rows, 'rows without the group do not count for it');
  const { decisions } = await openBundle(run.pushing.path);
  deepEqual(
    decisions,
    run.report.decisions.map((reported) => {
      const { cost: _, rows: __, ...decision } = reported;
      return decision;
    }),
  );
  const expected = decisions.map((decision) => decision.expected.accuracy!);
  ok(expected[0]! > 0.85 && expected[1]! > 0.6 && expected[1]! < 0.8 && expected[2]! > 0.85, expected.join());
  ok(summarizeRun(run.report).includes('url+whois'));
});

test('the figures of all rows are those of the answers that they get, each by the decision of its groups', async () => {
  using predictor = await loadModel(run.pushing.path);
  const holdout = await readArrow(join(folder.path, 'out', run.validation.holdout.path));
  const records = Array.from({ length: holdout.rows }, (_, row) => recordAt(holdout, row));
  const answers = await predictor.predictMany(
    records.map((record) => {
      const { result: _, ...features } = record;
      const given = Object.entries(features).filter(([, cell]) => !isMissing(cell));
      return Object.fromEntries(given);
    }),
  );
  ok(
    answers.some(({ subset }) => subset!.length === 1),
    'some rows lack a group',
  );
  ok(new Set(predictor.decisions.map(({ threshold }) => threshold)).size > 1);
  const confusion = [
    [0, 0],
    [0, 0],
  ];
  for (const [row, { label }] of answers.entries()) {
    confusion[predictor.classes.indexOf(String(records[row]!.result))]![predictor.classes.indexOf(label)]!++;
  }
  deepEqual(run.report.holdout.confusion, confusion);
  const right = answers.filter(({ label }, row) => label === records[row]!.result).length;
  equal(run.report.holdout.metrics.accuracy.value, right / answers.length);
});

test('a table without a group is scored as requests without it are, and says so', async () => {
  using predictor = await loadModel(run.pushing.path);
  const text = await readFile(source, 'utf8');
  const lengths = text
    .split('\n')
    .slice(0, 50)
    .map((line) => line.split(',')[0]!);
  const path = join(folder.path, 'lengths.csv');
  await writeFile(path, lengths.join('\n'));
  const scored = await scoredRows(openSource(path), predictor);
  const answers = await predictor.predictMany(lengths.slice(1).map((length) => ({ length })));
  deepEqual(
    scored.map(({ label, score, subset }) => ({ label, score, subset })),
    answers.map(({ label, score, subset }) => ({ label, score, subset })),
  );
  deepEqual(scored[0]!.subset, ['url']);
  const rows = scoreTable(openSource(path), predictor);
  for await (const { records } of scoreBatches(rows, {
    model: 'flows@1',
    classes: predictor.classes,
    grouped: true,
  })) {
    equal(records[0]!.fields.subset, 'url');
    equal(records[0]!.fields.expected_error, scored[0]!.expected!.error);
  }
  await writeFile(path, 'length,age\n1,2\n');
  await rejects(
    scoredRows(openSource(path), predictor),
    /a column `registrar`[^]*the feature group `whois` or none/,
  );
});

test('probabilities of rows without a group are calibrated, whatever the other rows are like', async () => {
  using predictor = await loadModel(run.pushing.path);
  const fresh = csv(2000, 2)
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(','));
  const answers = await predictor.predictMany(fresh.map(([length]) => ({ length })));
  const mean = answers.reduce((sum, { score }) => sum + score, 0) / answers.length;
  const bad = fresh.filter((cells) => cells.at(-1) === 'bad').length / fresh.length;
  ok(Math.abs(mean - bad) < 0.06, `${mean} and ${bad}`);
  const sure = answers.filter(({ score }) => score > 0.95 || score < 0.05);
  ok(sure.length < 0.1 * answers.length, 'one weak feature makes nobody sure');
});

test('cross-validation goes through the subsets, or trains with some groups alone', async () => {
  const options = { source, schema, config, folds: 2, logger };
  const all = await crossValidate(options);
  deepEqual(
    all.decisions.map(({ groups }) => groups),
    [['url', 'whois'], ['url']],
  );
  ok(
    all.decisions.every(({ pooledEce }) => pooledEce! < 0.1),
    JSON.stringify(all.decisions),
  );
  const alone = await crossValidate({ ...options, featureGroups: ['url'] });
  deepEqual(
    alone.decisions.map(({ rows }) => rows > 0),
    [false, true],
    'nothing is complete there',
  );
  ok(!summarizeCrossValidation(alone).includes('url+whois'));
  ok(Math.abs(alone.mean.accuracy! - all.decisions[1]!.mean.accuracy!) < 0.05);
  await rejects(crossValidate({ ...options, featureGroups: ['urll'] }), /Did you mean `url`\?/);
});

test.run();
