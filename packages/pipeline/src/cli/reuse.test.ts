import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { exampleYaml, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { reusableStages, stageFates } from '../testing/stage-fates.ts';

const test = suite('what a run uses again');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
let out = join(folder.path, 'out');

/** A run with further settings: its report, and what became of each stage. */
async function run(...sets: string[]) {
  const settings = [...quickSettings, 'backend=cpu', ...sets].flatMap((setting) => ['--set', setting]);
  const argv = ['run', '--source', source, '--schema', schema, '--out', out, '--json', ...settings];
  const { code, stderr, json } = await runCommand(argv);
  equal(code, 0, stderr);
  return { report: json<RunReport & Record<string, unknown>>(), fates: stageFates(stderr), stderr };
}

const allSkipped = {
  ...Object.fromEntries(reusableStages.map((name) => [name, 'skipped'])),
  ModelPusher: 'ran',
};
const first = await run();

test('a first run runs all, and gives no reason', () => {
  deepEqual(first.fates, Object.fromEntries([...reusableStages, 'ModelPusher'].map((name) => [name, 'ran'])));
});

test('a directory that was moved is used as it is, and nothing is pushed', async () => {
  const moved = join(folder.path, 'moved');
  await rename(out, moved);
  out = moved;
  const { report, fates } = await run();
  deepEqual(fates, allSkipped);
  equal(report.verdict.unchanged, true);
  equal(report.bundle.written, false);
  deepEqual(await readdir(join(out, 'bundles/flows')), ['1', 'ledger']);
});

test('another name makes another bundle of the same artifacts', async () => {
  const { report, fates } = await run('name=other');
  deepEqual(fates, allSkipped);
  equal(report.bundle.path, join(out, 'bundles/other/1'));
  equal(report.bundle.weightsDigest, first.report.bundle.weightsDigest);
  equal(report.holdout.looks, 1);
});

test('a limit that quarantines nothing more runs again what it is a setting of, and no more', async () => {
  const { fates } = await run('validation.maxQuarantined=0.25');
  const changed = (name: string) => ({ [name]: 'config.validation.maxQuarantined changed' });
  deepEqual(fates, {
    ...allSkipped,
    ...changed('DataIngestion'),
    DataValidation: 'config.maxQuarantined changed',
  });
});

test('a changed minimum is judged without evaluating again', async () => {
  const { report, fates } = await run('evaluation.minimum.accuracy=0.999');
  deepEqual(fates, allSkipped);
  match(report.verdict.reasons[0]!, /the declared minimum is 0\.999/);
});

test('a description retrains nothing', async () => {
  await writeFile(schema, exampleYaml.replace('name: flows', 'name: flows\ndescription: of a day'));
  deepEqual((await run()).fates, allSkipped);
  await writeFile(schema, exampleYaml);
});

test('a setting of the training is named where it makes it run', async () => {
  const { fates } = await run('training.epochs=3');
  equal(fates['ModelTrainer'], 'config.training.epochs changed');
  match(fates['ModelEvaluation']!, /^input\.training\.\S+.* changed$/);
  deepEqual(
    reusableStages.slice(0, 3).map((name) => fates[name]),
    ['skipped', 'skipped', 'skipped'],
  );
});

test('a file with another byte is made again, with a warning; what depends on it stays', async () => {
  const [home] = await readdir(join(out, 'artifacts/data-transformation'));
  const file = join(out, 'artifacts/data-transformation', home!, 'features.bin');
  const whole = await readFile(file);
  const damaged = Uint8Array.from(whole);
  damaged[100]! ^= 1;
  await writeFile(file, damaged);
  const { fates, stderr } = await run();
  deepEqual(fates, {
    ...allSkipped,
    DataTransformation: `artifacts/data-transformation/${home!}/features.bin has been changed`,
  });
  match(stderr, /"level":"warn".*DataTransformation runs again/);
  ok(whole.equals(await readFile(file)));
});

test.run();
