import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporaryDirectory } from '../../testing/index.ts';
import { probeTfjsNode } from './probe-tfjs-node.ts';
import { loadTfjsNode } from './tfjs-node.ts';

const test = suite('tfjs-node');

/** Loads a package whose main file is the given program, in this process and in a child. */
async function outcomes(program: string) {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'tfjs-node');
  await mkdir(path);
  await writeFile(join(path, 'package.json'), JSON.stringify({ version: '4.22.0', main: 'index.cjs' }));
  await writeFile(join(path, 'index.cjs'), program);
  return { path, probed: await probeTfjsNode(path, '4.22.0'), load: await loadTfjsNode(path).catch(String) };
}

test('no package is an answer with a cure', async () => {
  const outcome = await loadTfjsNode(undefined);
  assert.ok(!outcome.loads);
  assert.match(outcome.reason, 'not installed');
  assert.match(outcome.cure!, / (?:install|add) @tensorflow\/tfjs-node@4\.22\.0/);
});

test('a package without its addon is named as such, in this process and in a child', async () => {
  const message = 'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x.';
  const { path, probed, load } = await outcomes(`throw new Error(${JSON.stringify(message)})`);
  assert.equal(load, probed);
  assert.ok(typeof load === 'object' && !load.loads);
  assert.is(load.reason, "tfjs-node 4.22.0's native library is not installed");
  assert.match(load.cure!, new RegExp(`(--prefix|--dir|--cwd) ${path} (run )?install`));
});

test('an addon whose library is missing counts as not installed', async () => {
  const { load } = await outcomes(`throw new Error('libtensorflow.so.2: cannot open shared object file')`);
  assert.ok(typeof load === 'object' && !load.loads);
  assert.match(load.reason, 'not installed');
});

test('any other load error is quoted, whatever is thrown', async () => {
  const { load } = await outcomes(`throw new Error('Module did not self-register\\nlong\\ntrace')`);
  assert.ok(typeof load === 'object' && !load.loads);
  assert.is(load.reason, 'tfjs-node 4.22.0 does not load (Module did not self-register)');
  const { load: thrown } = await outcomes(`throw 'a text'`);
  assert.ok(typeof thrown === 'object' && !thrown.loads);
  assert.match(thrown.reason, 'a text');
});

test('a crash of the child is an answer', async () => {
  if (process.platform === 'win32') {
    console.log('not tested: a process that dies of a signal, which Windows does not have');
    return;
  }
  await using directory = await temporaryDirectory();
  const program = join(directory.path, 'index.js');
  await writeFile(program, `process.kill(process.pid, 'SIGILL'); setTimeout(() => {}, 1000)`);
  assert.match((await probeTfjsNode(directory.path, '4.22.0'))!.reason, 'AVX');
  await writeFile(program, `process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 1000)`);
  assert.match((await probeTfjsNode(directory.path, '4.22.0'))!.reason, 'died of SIGSEGV');
});
test.run();
