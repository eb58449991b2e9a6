import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBundle } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { CleanedArtifacts } from '../../clean-artifacts.ts';
import type { RunReport } from '../../report/run-report.ts';
import { quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';

const test = suite('rampart cache clean');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const out = join(folder.path, 'out');

async function train(...extra: string[]): Promise<RunReport> {
  const settings = [...quickSettings, 'backend=cpu', ...extra].flatMap((setting) => ['--set', setting]);
  const { code, stderr, json } = await runCommand([
    'run',
    '--source',
    source,
    '--schema',
    schema,
    '--out',
    out,
    '--json',
    ...settings,
  ]);
  equal(code, 0, stderr);
  return json<RunReport & Record<string, unknown>>();
}

async function clean(...extra: string[]): Promise<CleanedArtifacts> {
  const { code, stderr, json } = await runCommand(['cache', 'clean', '--out', out, '--json', ...extra]);
  equal(code, 0, stderr);
  return json<CleanedArtifacts & Record<string, unknown>>();
}

/** The artifacts on disk, as paths relative to `out`. */
async function artifacts(): Promise<string[]> {
  const stages = await readdir(join(out, 'artifacts'));
  const keys = stages.map(async (stage) =>
    (await readdir(join(out, 'artifacts', stage))).map((key) => `artifacts/${stage}/${key}`),
  );
  return (await Promise.all(keys)).flat().sort();
}

const stagesOf = ({ removed }: Pick<CleanedArtifacts, 'removed'>) =>
  removed.map(({ path }) => path.split('/')[1]!).toSorted((left, right) => left.localeCompare(right));

const first = await train();
const afterFirst = await artifacts();
const second = await train('training.epochs=16');
const both = await artifacts();

test('what only an earlier run used goes, and with it its bytes; a bundle never does', async () => {
  const plan = await clean('--dry-run');
  deepEqual(await artifacts(), both);
  deepEqual(plan.keptRuns, [second.runId]);
  const { removed, bytes, kept } = await clean();
  deepEqual({ removed, bytes, kept }, { removed: plan.removed, bytes: plan.bytes, kept: plan.kept });
  // Of the two runs each has a training, an evaluation and a push of its own.
  deepEqual(stagesOf({ removed }), ['model-evaluation', 'model-pusher', 'model-trainer']);
  ok(removed.every(({ path }) => afterFirst.includes(path)));
  equal(
    bytes,
    removed.reduce((sum, one) => sum + one.bytes, 0),
  );
  ok(bytes > 5000);
  deepEqual(
    await artifacts(),
    both.filter((path) => !removed.some((one) => one.path === path)),
  );
  for (const { bundle } of [first, second]) await openBundle(bundle.path);
  const { stdout } = await runCommand(['cache', 'clean', '--out', out]);
  match(stdout, /^Freed 0 bytes: 0 artifacts; \d+ artifacts? stays?, which the run \S+ used\n$/);
});

test('what stays is used again, what went is made again', async () => {
  const again = await train('training.epochs=16');
  equal(again.verdict.unchanged, second.verdict.accepted);
  const back = await train();
  equal(back.bundle.weightsDigest, first.bundle.weightsDigest);
  // What is left of the second run: how it compared itself with the first, and its push.
  deepEqual(stagesOf(await clean('--keep-runs', '2')), ['champion-evaluation', 'model-pusher']);
});

test('a run without a report keeps its artifacts for a week, for it may be under way', async () => {
  const unfinished = join(out, 'runs/unfinished');
  await mkdir(unfinished);
  const [stale] = await artifacts();
  const listed = join(unfinished, 'artifacts.txt');
  await writeFile(listed, `${stale!}\nartifacts/half`);
  deepEqual(
    (await clean('--keep-runs', '0', '--dry-run')).removed.map(({ path }) => path),
    (await artifacts()).slice(1),
  );
  const past = Date.now() / 1000 - 8 * 24 * 3600;
  await utimes(listed, past, past);
  equal((await clean('--keep-runs', '0', '--dry-run')).kept, 0);
  await rm(unfinished, { recursive: true });
});

test('a directory without runs, and a number that is none, are refused', async () => {
  const none = await runCommand(['cache', 'clean', '--out', join(folder.path, 'none')]);
  equal(none.code, 2);
  match(none.stderr, /--out: expected the directory of earlier runs/);
  const number = await runCommand(['cache', 'clean', '--out', out, '--keep-runs', '-1']);
  equal(number.code, 2);
  match(number.stderr, /--keep-runs: expected a whole number/);
});

test.run();
