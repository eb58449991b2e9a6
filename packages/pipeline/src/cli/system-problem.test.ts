import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { describeFailure } from './describe-failure.ts';
import { run } from './commands/run.ts';
import { systemProblem } from './system-problem.ts';

const test = suite('what the system refuses');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);

test('an error of the system has a place and a cure, wherever it lies in the causes', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  const wrapped = new Error('the writer failed', { cause: new Error('pipeline', { cause: full }) });
  const failure = describeFailure(wrapped, false, { command: run, args: { out: '/disk/out' } });
  equal(failure.exitCode, 2);
  equal(
    failure.text,
    '--out /disk/out: expected space to write to, received a full disk (ENOSPC).\n  Make room there, or write to another disk.\n',
  );
  const named = Object.assign(new Error('x'), { code: 'EROFS', syscall: 'open', path: '/ro/x' });
  deepEqual(systemProblem(named, ['--out /ro'])?.where, '/ro/x');
});

test('a fault of ours stays one', () => {
  for (const error of [
    new TypeError('x is undefined'),
    Object.assign(new Error('x'), { code: 'ERR_ASSERTION' }),
    'x',
  ])
    equal(describeFailure(error, false).exitCode, 1);
});

test('a directory for the run that cannot be one is told with its place', async () => {
  const readOnly = join(folder.path, 'read-only');
  await mkdir(readOnly);
  await chmod(readOnly, 0o500);
  const places = [
    source,
    join(source, 'out'),
    join(folder.path, 'x'.repeat(300)),
    ...(process.platform === 'linux' ? ['/proc/no-such-place/out'] : []),
    // Nothing is forbidden to root.
    ...(process.getuid?.() === 0 || process.platform === 'win32' ? [] : [join(readOnly, 'out')]),
  ];
  const sets = quickSettings.flatMap((setting) => ['--set', setting]);
  for (const out of places) {
    const { code, stderr } = await runCommand(['run', source, '--schema', schema, '--out', out, ...sets]);
    equal(code, 2, stderr);
    match(stderr, /: expected .*, received .* \(E[A-Z]+\)\.\n {2}[A-Z]/);
    doesNotMatch(stderr, /rampart failed|\n {4}at /);
  }
});

test('an interrupted run says that the same command goes on', async () => {
  const argv = ['run', source, '--schema', schema, '--out', join(folder.path, 'stopped')];
  const { code, stderr } = await runCommand(argv, AbortSignal.abort(new Error('SIGINT')));
  equal(code, 2);
  match(stderr, /The same command goes on where this one stopped\.\n$/);
  const infer = await runCommand(['schema', 'infer', source], AbortSignal.abort(new Error('SIGINT')));
  doesNotMatch(infer.stderr, /goes on/);
});

test.run();
