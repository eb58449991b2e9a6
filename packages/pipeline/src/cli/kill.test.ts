import { equal, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createRandom, verifyBundle } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('a killed run');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const main = new URL('main.ts', import.meta.url).pathname;
const loader = ['--conditions=@rampart/source', '--import', 'tsx'];

/** The command line of a run with a seed of its own, so that every run has a bundle to write. */
const argv = (out: string, seed: number) => {
  const command = [
    'run',
    '--source',
    source,
    '--schema',
    schema,
    '--out',
    out,
    '--json',
    '--seed',
    String(seed),
  ];
  // Plain JavaScript starts fastest, so that more of the moments fall into the stages.
  return [...command, ...[...quickSettings, 'backend=cpu'].flatMap((setting) => ['--set', setting])];
};

/** Starts a run in a process of its own; resolves to whether it was killed before its end. */
async function runAndKill(out: string, seed: number, after: number): Promise<boolean> {
  const child = spawn(process.execPath, [...loader, main, ...argv(out, seed)], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await Promise.race([ended, wait(after, undefined, { ref: false })]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

test('leaves no bundle that is refused, and the next run succeeds', async () => {
  const out = join(folder.path, 'out');
  const started = performance.now();
  await runAndKill(join(folder.path, 'whole'), 0, 60_000);
  const whole = performance.now() - started;
  const random = createRandom(Number(process.env['RAMPART_TEST_SEED'] ?? 11));
  let killed = 0;
  for (let seed = 1; seed <= 10; seed++) {
    // The last two thirds of a run: before, the process is only loading.
    if (await runAndKill(out, seed, whole * (0.33 + 0.67 * random.next()))) killed++;
    const registry = join(out, 'bundles/flows');
    const versions = (await readdir(registry).catch(() => [])).filter((name) => /^\d+$/.test(name));
    for (const version of versions) equal((await verifyBundle(join(registry, version))).length, 0);
  }
  ok(killed >= 5, `only ${killed} of 10 runs were killed before their end`);
  const { code, stderr, json } = await runCommand(argv(out, 99));
  equal(code, 0, stderr);
  equal((await verifyBundle(json<{ bundle: { path: string } }>().bundle.path)).length, 0);
  const left = (await readdir(out, { recursive: true })).filter((name) => name.includes('.tmp-'));
  equal(left.length, 0, left.join(', '));
});

test.run();
