import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSchema } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { runCommand } from '../testing/run-command.ts';
import { commands } from './commands.ts';

const test = suite('command line');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

test('help names every command and loads no TensorFlow.js', async () => {
  const { code, stdout, stderr } = await runCommand(['--help']);
  equal(code, 0);
  equal(stderr, '');
  for (const { name } of commands) match(stdout, new RegExp(`\\n {2}rampart ${name} `));
  const loaded = Object.keys((await import('node:module')).createRequire(import.meta.url).cache);
  equal(loaded.filter((name) => name.includes('tensorflow')).length, 0);
});

test('help of a command names its options', async () => {
  const { code, stdout } = await runCommand(['run', '--help']);
  equal(code, 0);
  for (const option of [
    '--source',
    '--schema',
    '--out',
    '--holdout',
    '--config',
    '--set',
    '--seed',
    '--json',
  ]) {
    ok(stdout.includes(option), option);
  }
  match((await runCommand(['bundle', '--help'])).stdout, /rampart bundle verify /);
});

test('without a command there is help', async () => {
  const [nothing, help] = [await runCommand([]), await runCommand(['--help'])];
  deepEqual({ ...nothing, json: null }, { ...help, json: null });
  match((await runCommand(['data'])).stdout, /^rampart data <command>[^]*rampart data list/);
});

test('a command that does not exist is told with the nearest that does', async () => {
  for (const [argv, near] of [
    [['rum'], 'run'],
    [['schema', 'infr', 'x.csv'], 'schema infer'],
    [['cross-validat', '--json'], 'cross-validate'],
  ] as const) {
    const { code, stderr } = await runCommand(argv);
    equal(code, 2);
    match(stderr, new RegExp(`expected a command, received ".*"\\.\\n  Did you mean \`rampart ${near}\`\\?`));
  }
});

test("help of a command shows its own options before everyone's, and an example", async () => {
  const { stdout } = await runCommand(['serve', '--help']);
  match(stdout, /--port[^]*--model[^]*--json[^]*Example/);
  for (const { name, examples } of commands) {
    for (const line of examples) ok(line.startsWith(`rampart ${name}`), line);
  }
});

test('doctor tells of each backend, and what to do for one that does not load', async () => {
  const { code, stdout } = await runCommand(['doctor', '--json']);
  equal(code, 0);
  const { node, checks } = JSON.parse(stdout) as {
    node: string;
    checks: { name: string; ok: boolean; cure: string | null }[];
  };
  equal(node, process.version);
  const names = checks.map(({ name }) => name);
  for (const name of ['Node.js', 'backend tfjs-node', 'backend wasm', 'backend cpu'])
    ok(names.includes(name), name);
  for (const { ok: fine, cure } of checks) ok(fine || cure);
  match((await runCommand(['doctor'])).stdout, /^ok +Node\.js: /);
});

test('schema infer writes a schema with its doubts as comments', async () => {
  const path = join(folder.path, 'hosts.csv');
  const rows = Array.from(
    { length: 300 },
    (_, i) => `h-${i};${(i * 37) % 101};${i % 3 === 0 ? 'attack' : 'normal'}`,
  );
  await writeFile(path, `host;size;verdict\n${rows.join('\n')}\n`);
  const { code, stdout, stderr } = await runCommand(['schema', 'infer', path]);
  equal(code, 0, stderr);
  const schema = readSchema(stdout, 'inferred');
  equal(schema.name, 'hosts');
  equal(schema.file.delimiter, ';');
  match(stdout, /# .*\n {2}- name: host/);
  match(stderr, /host: /);
  const to = join(folder.path, 'hosts.yaml');
  equal((await runCommand(['schema', 'infer', path, '--to', to])).stdout, `${to}\n`);
  ok((await readdir(folder.path)).includes('hosts.yaml'));
});

test('a fault of ours exits with 1 and shows its stack only when asked', async () => {
  const { code, stderr } = await runCommand(['schema', 'infer', `${folder.path}/\0`]);
  ok(code === 1 || code === 2);
  doesNotMatch(stderr, /\n {4}at /);
});

test.run();
