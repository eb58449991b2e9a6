import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { createApp, loadModel } from '@rampart/serve';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('decisions');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path, exampleCsv(600));
const out = join(folder.path, 'out');

async function run(...sets: string[]) {
  const settings = [...quickSettings, ...sets].flatMap((setting) => ['--set', setting]);
  return runCommand(['run', '--source', source, '--schema', schema, '--out', out, ...settings, '--json']);
}

async function report(...sets: string[]): Promise<RunReport> {
  const { code, stderr, json } = await run(...sets);
  equal(code, 0, stderr);
  return json<RunReport & Record<string, unknown>>();
}

const manifestOf = async ({ bundle }: RunReport) =>
  JSON.parse(await readFile(join(bundle.path, 'manifest.json'), 'utf8')) as Manifest;

const first = await report();

test('a run tells how it calibrated, and a plain bundle holds nothing new', async () => {
  const { calibration } = first;
  equal(calibration.objective, 'the highest F1');
  equal(calibration.bound, null);
  ok(calibration.losses.temperature! > 0 && calibration.losses.isotonic! > 0);
  ok(calibration.after.logLoss! > 0);
  const { decisions } = await manifestOf(first);
  equal(decisions.length, 1);
  ok(!('review' in decisions[0]! || 'prevalence' in decisions[0]!));
  deepEqual(decisions[0]!.expected, first.outOfFold);
  equal(decisions[0]!.holdout!.accuracy, first.holdout.metrics.accuracy.value);
});

test('another objective is another version, in production at once though its network is the same', async () => {
  const precise = await report('training.threshold.precision=0.9');
  equal(precise.bundle.weightsDigest, first.bundle.weightsDigest);
  ok(precise.bundle.version !== first.bundle.version && precise.bundle.production);
  match(precise.verdict.reasons.join(), /same model as version 1 in production, with the threshold/);
  ok(precise.decisions[0]!.threshold > first.decisions[0]!.threshold);
  ok(precise.calibration.bound === 'shown' || precise.calibration.bound === 'seen');
  ok(precise.outOfFold.precision! >= 0.9);
  const again = await report('training.threshold.precision=0.9');
  equal(again.bundle.version, precise.bundle.version);
  equal(again.bundle.written, false);
});

test('a stated prevalence moves probabilities, and the figures are about it', async () => {
  const rare = await report('training.prevalence=0.01');
  equal((await manifestOf(rare)).decisions[0]!.prevalence, 0.01);
  ok(rare.bundle.version !== first.bundle.version);
  ok(rare.outOfFold.f1! < first.outOfFold.f1!);
  ok(Math.abs(rare.holdout.metrics.rocAuc.value! - first.holdout.metrics.rocAuc.value!) < 1e-4);
  ok(rare.holdout.metrics.logLoss.value! < 0.1);
  // The confusion matrix counts the rows that there are.
  equal(
    rare.holdout.confusion.flat().reduce((sum, count) => sum + count, 0),
    rare.holdout.rows,
  );
  using plain = await loadModel(first.bundle.path);
  using corrected = await loadModel(rare.bundle.path);
  equal(corrected.decisions[0]!.prevalence, 0.01);
  const record = { bytes: 400, flag: 0, protocol: 'tcp' };
  const odds = ({ score }: { score: number }) => Math.log(score / (1 - score));
  const moved = odds(await corrected.predict(record)) - odds(await plain.predict(record));
  // Two in five of the rows are attacks: log(0.01 / 0.99) - log(0.4 / 0.6), within what the sample makes of it.
  ok(Math.abs(moved + 4.19) < 0.2, String(moved));
});

test('a review band is in the bundle, and answers and scores say who is in it', async () => {
  const reviewed = await report('training.review.share=0.2');
  const [decision] = (await manifestOf(reviewed)).decisions;
  deepEqual(decision!.review, reviewed.decisions[0]!.review);
  const [low, high] = decision!.review!;
  using predictor = await loadModel(reviewed.bundle.path);
  const scores = join(folder.path, 'scores.csv');
  const predicted = await runCommand(['predict', source, '--model', reviewed.bundle.path, '--to', scores]);
  equal(predicted.code, 0, predicted.stderr);
  const [head, ...lines] = (await readFile(scores, 'utf8')).trim().split('\n');
  const names = head!.split(',');
  const cell = (line: string, name: string) => line.split(',')[names.indexOf(name)]!;
  let flagged = 0;
  for (const line of lines) {
    const score = Number(cell(line, 'score'));
    equal(cell(line, 'review'), score >= low && score <= high ? 'yes' : 'no');
    if (cell(line, 'review') === 'yes') flagged++;
  }
  ok(flagged > 0 && flagged < 0.3 * lines.length, String(flagged));
  const app = createApp(predictor);
  const about = (await (await app.request('/schema')).json()) as { decisions: unknown };
  deepEqual(about.decisions, [decision]);
  const answer = await app.request('/predict', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bytes: 1e6, flag: 0, protocol: 'icmp' }),
  });
  equal(((await answer.json()) as { review: unknown }).review, false);
});

test('the summary tells of a bound that cannot be kept, of the world and of the band', async () => {
  const args = ['run', '--source', source, '--schema', schema, '--out', out];
  const sets = [
    ...quickSettings,
    'training.threshold.alerts={ perDay: 1, eventsPerDay: 1000000, prevalence: 0.001 }',
    'training.review={ low: 0.1, high: 0.3 }',
  ];
  const told = await runCommand([...args, ...sets.flatMap((setting) => ['--set', setting])]);
  equal(told.code, 0, told.stderr);
  match(told.stdout, /Calibration: \w+.*; log-loss \d\.\d+ before, \d\.\d+ after/);
  match(told.stdout, /at most 1 alerts a day among 1000000 records: .*too few to show/);
  match(told.stdout, /a world in which 0\.10 % are yes/);
  match(told.stdout, /To be reviewed: probabilities from 0\.1000 to 0\.3000/);
});

test('what needs a positive class is refused before anything is trained', async () => {
  const text = (await readFile(schema, 'utf8')).replace('kind: binary', 'kind: categorical');
  const several = text.replace('[yes, no], positive: yes', '[yes, no, perhaps]');
  const csv = exampleCsv().replaceAll('udp,no', 'udp,perhaps');
  const other = await writeExample(join(folder.path, 'other'), csv, several);
  const args = ['run', '--source', other.source, '--schema', other.schema, '--out', join(folder.path, 'no')];
  const refused = await runCommand([...args, '--set', 'training.threshold.recall=0.9']);
  ok(refused.code !== 0);
  match(refused.stderr, /`training.threshold`: expected nothing, unless the target has two classes/);
});

test.run();
