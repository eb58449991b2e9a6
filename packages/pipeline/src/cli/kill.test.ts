import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openBundle, openStore } from '@rampart/core';
import { createRandom, readVersion } from '@rampart/core/internal';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('a killed run');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const loader = ['--conditions=@rampart/source', '--import', 'tsx'];

/** The command line of a run; with a seed of its own it has a bundle to write. */
const argv = (out: string, seed: number, ...more: string[]) => {
  const command = ['run', '--source', source, '--schema', schema, '--out', out, '--json'];
  // Plain JavaScript starts fastest, so that more of the moments fall into the stages.
  const settings = [...quickSettings, 'backend=cpu', ...more].flatMap((setting) => ['--set', setting]);
  return [...command, '--seed', String(seed), ...settings];
};

/** Starts a run in a process of its own and kills it at a moment; resolves to whether that came before its end. */
async function runAndKill(line: readonly string[], moment: Promise<unknown>): Promise<boolean> {
  const child = spawn(process.execPath, [...loader, main, ...line], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await Promise.race([ended, moment]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

const after = (milliseconds: number) => wait(milliseconds, undefined, { ref: false });

test('leaves no bundle that is refused, and the next run succeeds', async () => {
  const out = join(folder.path, 'out');
  let started = performance.now();
  await runAndKill(argv(join(folder.path, 'whole'), 0), after(60_000));
  let whole = performance.now() - started;
  const random = createRandom(Number(process.env['RAMPART_TEST_SEED'] ?? 11));
  let killed = 0;
  for (let seed = 1; seed <= 10; seed++) {
    // The last two thirds of a run: before, the process is only loading.
    const moment = after(whole * (0.33 + 0.67 * random.next()));
    started = performance.now();
    if (await runAndKill(argv(out, seed), moment)) killed++;
    // The machine has less to do than while the first one was timed.
    else whole = Math.min(whole, performance.now() - started);
    const store = openStore(join(out, 'bundles/flows'));
    for (const version of await store.versions()) await readVersion(store, version);
  }
  ok(killed >= 5, `only ${killed} of 10 runs were killed before their end`);
  const { code, stderr, json } = await runCommand(argv(out, 99));
  equal(code, 0, stderr);
  await openBundle(json<{ bundle: { path: string } }>().bundle.path);
  const left = (await readdir(out, { recursive: true })).filter((name) => name.includes('.tmp-'));
  equal(left.length, 0, left.join(', '));
});

test('a run killed in its training goes on to the bytes of one that never was', async () => {
  // Long enough that every kill below finds the training under way.
  const long = ['training.epochs=150', 'training.folds=4', 'training.minimumSteps=3000'];
  const weightsOf = async (out: string) => {
    const { code, stderr, json } = await runCommand(argv(out, 5, ...long));
    equal(code, 0, stderr);
    return readFile(join(json<{ bundle: { path: string } }>().bundle.path, 'weights.bin'));
  };
  const expected = await weightsOf(join(folder.path, 'uninterrupted'));
  const out = join(folder.path, 'interrupted');
  const unfinished = async () => {
    const names = await readdir(join(out, 'unfinished'), { recursive: true }).catch(() => []);
    const of = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
    return {
      outcomes: of(/\.outcome$/),
      checkpoints: of(/\.checkpoint$/),
      final: of(/final-\w+\.checkpoint$/),
    };
  };
  type Left = Awaited<ReturnType<typeof unfinished>>;
  const moments: ((left: Left) => boolean)[] = [
    ({ outcomes, checkpoints }) => outcomes === 0 && checkpoints > 0,
    ({ outcomes, checkpoints }) => outcomes >= 3 && checkpoints > outcomes,
    ({ final }) => final > 0,
  ];
  for (const [at, come] of moments.entries()) {
    const gone = new AbortController();
    const moment = async () => {
      while (!gone.signal.aborted && !come(await unfinished())) await wait(5);
    };
    const killed = await runAndKill(argv(out, 5, ...long), moment());
    gone.abort();
    ok(killed, `run ${at + 1} was over before it could be killed`);
  }
  deepEqual(await weightsOf(out), expected);
});

test.run();
