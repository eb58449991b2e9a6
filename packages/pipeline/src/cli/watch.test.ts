import { equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { testTerminal } from '../testing/test-terminal.ts';
import { runCli } from './run-cli.ts';

const test = suite('--watch');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const quick = quickSettings.flatMap((setting) => ['--set', setting]);
const { source, schema } = await writeExample(folder.path);
const run = (out: string) => [
  'run',
  '--source',
  source,
  '--schema',
  schema,
  '--out',
  join(folder.path, out),
  '--watch',
  '--json',
  ...quick,
];

test('without a terminal the curves of each candidate and of the last network are printed once, to standard error', async () => {
  const { code, stdout, stderr } = await runCommand(run('log'));
  equal(code, 0, stderr);
  ok(JSON.parse(stdout));
  const named = stderr.split('\n').flatMap((line) => /[┤│].*?([a-z].*)$/.exec(line)?.[1] ?? []);
  equal(named.length, 3, stderr);
  match(named.join('; '), /^(logistic-regression; mlp-8|mlp-8; logistic-regression); (.*), all rows$/);
});

test('cross-validation tells its outer folds apart', async () => {
  const argv = [
    'cross-validate',
    '--source',
    source,
    '--schema',
    schema,
    '--folds',
    '2',
    '--watch',
    ...quick,
  ];
  const { code, stderr } = await runCommand(argv);
  equal(code, 0, stderr);
  for (const fold of [1, 2]) {
    for (const name of ['logistic-regression', 'mlp-8'])
      ok(stderr.includes(`outer fold ${fold}: ${name}`), stderr);
  }
});

test('on a terminal the log stays above what changes in place, and the last curves remain', async () => {
  const terminal = testTerminal({ columns: 110, rows: 400 });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 110, rows: 400 });
  stderr.on('data', (chunk: Buffer) => terminal.write(String(chunk)));
  const stdout = new PassThrough();
  const printed = text(stdout);
  equal(await runCli(run('screen'), { stdout, stderr, signal: new AbortController().signal }), 0);
  stdout.end();
  ok(JSON.parse(await printed));
  const screen = terminal.screen().join('\n');
  match(screen, /^\d\d:\d\d:\d\d info {2}backend /);
  match(screen, /┤[^]* all rows[^]*\nModelTrainer: \d+\.\d s\nModelEvaluation: /);
  ok(!screen.includes('█'), screen);
});

test.run();
