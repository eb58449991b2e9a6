import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadConfig, openBundle, RampartError } from '@rampart/core';
import { createRandom, type NetworkSettings } from '@rampart/core/internal';
import { noLeak, temporaryDirectory } from '@rampart/core/testing';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { plainNetwork } from '../testing/network-settings.ts';
import { learners } from './learners/learners.ts';
import { networkLearner } from './learners/network/network-learner.ts';
import type { FittedNetwork } from './learners/network/trained-network.ts';
import { networkRows } from './learners/network/network-rows.ts';
import { fixedTrials } from './selection/trial.ts';
import { readWarmStart, requireUnseenHoldout, whyCold } from './warm-start.ts';

const test = suite('warm start');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const out = join(folder.path, 'out');
const first = await writeExample(join(folder.path, 'first'), exampleCsv(240, 1));
const more = await writeExample(join(folder.path, 'more'), exampleCsv(300, 1));
const other = await writeExample(join(folder.path, 'other'), exampleCsv(80, 9));

function run(table: { source: string; schema: string }, ...sets: string[]) {
  const settings = [...quickSettings, 'training.selection=best', ...sets].flatMap((set) => ['--set', set]);
  const argv = ['run', '--source', table.source, '--schema', table.schema, '--out', out, '--json'];
  return runCommand([...argv, ...settings, '--holdout', other.source]);
}

async function report(...args: Parameters<typeof run>): Promise<RunReport> {
  const { code, stderr, json } = await run(...args);
  assert.equal(code, 0, stderr);
  return json<RunReport>();
}

test('a network goes on from that in production, and little training does not undo it', async () => {
  const before = await report(first, 'training.epochs=60', 'training.warmStart=true');
  assert.equal(before.warmStart, null);
  assert.equal(before.bundle.production, true);

  const warm = await report(more, 'training.epochs=1', 'training.warmStart=true');
  assert.deepEqual(warm.warmStart, { version: '1', cold: null });
  const cold = await report(more, 'training.epochs=1');
  assert.equal(cold.warmStart, null);
  assert.notEqual(warm.bundle.weightsDigest, cold.bundle.weightsDigest);
  // What the folds say does not know of it.
  assert.deepEqual(warm.outOfFold, cold.outOfFold);
  const auc = (one: RunReport) => one.holdout.metrics.rocAuc.value!;
  assert.ok(auc(warm) > auc(cold), `${auc(warm)} against ${auc(cold)}`);
});

test('another shape starts from random numbers and says why', async () => {
  const candidates = 'training.candidates=[{ name: mlp-9, hidden: [9] }]';
  const { warmStart } = await report(more, candidates, 'training.warmStart=true');
  assert.match(warmStart!.cold!, /another shape/);
});

test('rows that were trained on must not be held out now', async () => {
  const unseen = (sameSplit: boolean, by: 'vector' | 'time', ownHoldout: boolean) => () =>
    requireUnseenHoldout({ sameSplit, by, ownHoldout });
  assert.throws(unseen(false, 'vector', false), RampartError);
  for (const fine of [
    unseen(true, 'vector', false),
    unseen(false, 'time', false),
    unseen(false, 'vector', true),
  ])
    fine();
});

test('what is read is what was written, and what differs is named', async () => {
  await useBackend('wasm');
  const bundle = await openBundle(join(out, 'bundles/flows/1'));
  const warm = (await noLeak(() => readWarmStart(bundle, learners)))!;
  assert.equal(warm.version, '1');
  assert.equal(warm.members.length, 1);
  const { preprocessing, parameters } = warm.members[0]!.fitted as FittedNetwork;
  assert.ok(parameters.some((value) => value !== 0));
  const { encoding } = warm;
  const random = createRandom(1);
  const columns = encoding.map(() => Float64Array.from({ length: 40 }, () => random.integer(2)));
  const labels = Int32Array.from(columns[0]!);
  const rows = { encoding, columns, labels, classes: 2, positive: 1 };
  const config = loadConfig({ sets: quickSettings });
  const [, trial] = fixedTrials({ ...rows, config, learners });
  const { members } = trial!;
  // The rows are made up, so that their columns are transformed in a way of their own.
  const cold = (model: typeof warm | null, wanted = members) =>
    whyCold(model, { ...rows, members: wanted }, learners);
  const fresh = networkRows(rows, config.transformation).preprocessing;
  const alike = (fitted: object): typeof warm => ({
    ...warm,
    members: [{ family: 'network', fitted: { ...(warm.members[0]!.fitted as object), ...fitted } }],
  });
  assert.equal(cold(alike({ preprocessing: fresh })), null);
  assert.match(cold(null)!, /another version/);
  assert.match(cold({ ...warm, encoding: encoding.slice(1) })!, /columns or their values/);
  const declared = { ...rows, members, monotone: rows.encoding.map(() => 1 as const) };
  assert.match(whyCold(alike({ preprocessing: fresh }), declared, learners)!, /declared monotone/);
  assert.equal(
    whyCold({ ...alike({ preprocessing: fresh }), monotone: declared.monotone }, declared, learners),
    null,
  );
  const fewer = { ...preprocessing, blocks: preprocessing.blocks.slice(1) };
  assert.match(cold(alike({ preprocessing: fewer }))!, /transformed in another way/);
  assert.match(cold(warm, [...members, ...members])!, /another number of members/);
  const [member] = members;
  const other = { ...member!, settings: { ...(member!.settings as NetworkSettings), hidden: [7] } };
  assert.match(cold(alike({ preprocessing: fresh }), [other])!, /another shape/);
  assert.match(cold({ ...warm, members: [{ family: 'other', fitted: null }] })!, /other families/);
});

test('a network that goes on learns more slowly and for a shorter time', () => {
  const warm = networkLearner.warm(plainNetwork);
  assert.ok(warm.learningRate < plainNetwork.learningRate && warm.epochs < plainNetwork.epochs);
  assert.deepEqual([warm.hidden, warm.batchSize], [plainNetwork.hidden, plainNetwork.batchSize]);
});

test.run();
