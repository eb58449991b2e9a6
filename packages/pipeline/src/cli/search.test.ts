import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { CrossValidation } from '../cross-validation/cross-validate.ts';
import type { RunReport } from '../report/run-report.ts';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('a search from the command line');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const { source, schema } = await writeExample(folder.path);

const small = ['width=[8, 16]', 'depth=1', 'batchEnsemble=[1, 2]', 'epochs=5'].map(
  (setting) => `training.search.space.network.${setting}`,
);
const argv = (command: string, ...sets: string[]) => [
  command,
  '--source',
  source,
  '--schema',
  schema,
  ...[...quickSettings, ...small, ...sets].flatMap((setting) => ['--set', setting]),
];

test('the same seed gives the same bytes with one thread and with two', async () => {
  const weights = async (concurrency: number) => {
    const out = join(folder.path, `threads-${concurrency}`);
    const sets = ['training.search.trials=3', 'training.search.average=1', `concurrency=${concurrency}`];
    const { code, stderr, json } = await runCommand([...argv('run', ...sets), '--out', out, '--json']);
    equal(code, 0, stderr);
    const { bundle, candidates } = json<RunReport>();
    deepEqual(
      candidates.slice(0, 2).map(({ drawn }) => drawn),
      [false, false],
    );
    equal(candidates.filter(({ drawn }) => drawn).length, 3);
    const files = ['model.json', 'weights.bin'].map((name) => readFile(join(bundle.path, name), 'hex'));
    return Promise.all(files);
  };
  deepEqual(await weights(1), await weights(2));
});

test('a person sees who was tried, how far each got and what it takes', async () => {
  const out = join(folder.path, 'person');
  const { stdout } = await runCommand([
    ...argv('run', 'training.search.trials=14', 'training.search.average=1'),
    '--out',
    out,
  ]);
  match(stdout, / log-loss +behind best ± se +accuracy +F1 +ROC AUC +folds +fit s +predict µs\/row\n/);
  match(stdout, /\n +logistic-regression .* 2\/2 /);
  match(stdout, /\n[ *]+trial #\d+ .* 1\/2 /);
  match(stdout, /\n {2}[34] more random candidates of 14 are in the report\n/);
});

test('each outer fold of a cross-validation searches within the budget', async () => {
  const sets = ['training.search.budget=2s', '--folds', '2', '--json'];
  const { code, stderr, json } = await runCommand([...argv('cross-validate', sets[0]!), ...sets.slice(1)]);
  equal(code, 0, stderr);
  const { folds } = json<CrossValidation>();
  equal(folds.length, 2);
  ok(folds.every(({ metrics }) => metrics.logLoss! > 0));
});

test.run();
