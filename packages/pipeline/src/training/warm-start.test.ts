import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseConfig, RampartError } from '@rampart/core';
import { noLeak, temporaryDirectory } from '@rampart/core/testing';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { fixedTrials, type Trial } from './selection/candidate-settings.ts';
import { readWarmStart, requireUnseenHoldout, warmSettings, whyCold } from './warm-start.ts';

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
  const warm = (await noLeak(() => readWarmStart(join(out, 'bundles/flows/1'))))!;
  assert.equal(warm.version, '1');
  assert.equal(warm.branches.length, 1);
  const { encoding } = warm;
  const { preprocessing, network } = warm.branches[0]!;
  assert.equal(network.copies.length, 1);
  assert.ok(network.copies[0]!.some((value) => value !== 0));
  const branch = { preprocessing, shape: network.shape };
  assert.equal(whyCold(warm, { encoding, branches: [branch] }), null);
  assert.match(whyCold(null, { encoding, branches: [branch] })!, /another version/);
  const columns = whyCold(warm, { encoding: encoding.slice(1), branches: [branch] });
  assert.match(columns!, /columns or their values/);
  const fewer = { ...preprocessing, blocks: preprocessing.blocks.slice(1) };
  const transformed = whyCold(warm, { encoding, branches: [{ ...branch, preprocessing: fewer }] });
  assert.match(transformed!, /transformed in another way/);
  assert.match(whyCold(warm, { encoding, branches: [branch, branch] })!, /another number of networks/);
  const averaged = { ...network, copies: [network.copies[0]!, network.copies[0]!] };
  const several = { ...warm, branches: [{ preprocessing, network: averaged }] };
  assert.match(whyCold(several, { encoding, branches: [branch] })!, /another number of networks/);
});

test('a network that goes on learns more slowly and for a shorter time', () => {
  const [{ candidate: settings }] = fixedTrials(parseConfig({}, 'the test'), []) as [Trial];
  const warm = warmSettings(settings!);
  assert.ok(warm.learningRate < settings!.learningRate && warm.epochs < settings!.epochs);
  assert.deepEqual([warm.hidden, warm.batchSize], [settings!.hidden, settings!.batchSize]);
});

test.run();
