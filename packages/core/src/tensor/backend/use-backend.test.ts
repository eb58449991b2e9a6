import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noLeak, onEveryBackend } from '../../testing/index.ts';
import type { BackendDriver } from './backend-driver.ts';
import { backendFacts } from './backend-facts.ts';
import { useBackend } from './use-backend.ts';

const test = suite('use-backend');

onEveryBackend(test, 'computes', async (name) => {
  await noLeak(() => assert.equal([...tf.tidy(() => tf.add([1, 2], 1).dataSync())], [2, 3]));
  const backend = await useBackend(name);
  assert.is(backend.name, name);
  assert.match(backend.reason, /^using .*, as asked$/);
  assert.match(backend.version, /^\d+\.\d+\.\d+$/);
});

test('a tensor keeps its values when the backend changes, back and forth', async () => {
  await useBackend('wasm');
  const x = tf.tensor1d([1, 2, 3]);
  for (const name of ['cpu', 'wasm', 'auto', 'cpu', 'wasm'] as const) {
    await useBackend(name);
    assert.equal([...tf.tidy(() => tf.mul(x, 2)).dataSync()], [2, 4, 6]);
  }
  x.dispose();
});

test('calls at the same time follow one another', async () => {
  const backends = await Promise.all((['cpu', 'wasm', 'auto', 'cpu'] as const).map(useBackend));
  assert.equal([backends[0]!.name, backends[1]!.name, backends[3]!.name], ['cpu', 'wasm', 'cpu']);
  assert.is(tf.getBackend(), 'cpu');
});

test('facts name every backend and leave the one in use', async () => {
  await useBackend('cpu');
  const facts = await backendFacts();
  assert.is(tf.getBackend(), 'cpu');
  assert.equal(
    facts.map(({ name }) => name),
    ['tfjs-node', 'wasm', 'cpu'],
  );
  assert.ok(facts[1]!.loads && facts[2]!.loads);
  for (const { loads, cure } of facts) assert.ok(loads || cure !== undefined);
});

/** Runs a program that may import from here, in a process of its own, and gives what it printed. */
async function run(program: string): Promise<{ stdout: string; stderr: string }> {
  const source = new URL('./use-backend.ts', import.meta.url).href;
  const text = `const { useBackend, backendDrivers } = await import(${JSON.stringify(source)}); ${program}`;
  const args = ['--conditions=@rampart/source', '--import', 'tsx', '--input-type=module', '-e', text];
  return promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname }).catch(
    (error) => error as { stdout: string; stderr: string },
  );
}

/** Takes the place of tfjs-node where it is not to load. */
const absent: Pick<BackendDriver, 'load'> = {
  load: async () => ({ loads: false, reason: 'it is not installed', cure: 'Install it.' }),
};
const withoutNative = `backendDrivers[0].load = ${String(absent.load)};`;

test('auto says why it could not take the first one', async () => {
  const { stdout } = await run(`${withoutNative} console.log(JSON.stringify(await useBackend('auto')))`);
  const { name, reason } = JSON.parse(stdout) as { name: string; reason: string };
  assert.is(name, 'wasm');
  assert.match(reason, /^it is not installed; using WebAssembly with(out)? SIMD$/);
});

test('one that throws while it loads is passed over too, and told', async () => {
  const { stdout } = await run(
    `backendDrivers[0].load = () => Promise.reject(new Error('no such file'));
     backendDrivers[1].load = () => Promise.reject('odd'); console.log(JSON.stringify(await useBackend('auto')))`,
  );
  const { name, reason } = JSON.parse(stdout) as { name: string; reason: string };
  assert.is(name, 'cpu');
  assert.is(
    reason,
    'tfjs-node does not load (no such file); wasm does not load (odd); using plain JavaScript',
  );
});

test('one asked for by name that does not load is an error with the cure', async () => {
  const { stdout } = await run(
    `${withoutNative} await useBackend('tfjs-node').catch(({ code, message }) => console.log(code, message))`,
  );
  assert.match(stdout, /^backend backend `tfjs-node`: expected .*it is not installed\.\n {2}Install it\.\n$/);
});

test('loading prints nothing, and an uncaught error is reported as Node reports it', async () => {
  const { stdout, stderr } = await run(
    `for (const name of ['auto', 'wasm', 'cpu']) await useBackend(name);
     const tf = await import('@tensorflow/tfjs-core'); tf.scalar(1).dataSync();
     console.log(String(process.listenerCount('uncaughtException'))); setTimeout(() => { throw new Error('mine') });`,
  );
  assert.is(stdout, '0\n');
  assert.match(stderr, 'Error: mine');
  assert.ok(stderr.length < 1500, stderr.slice(0, 500));
});
test.run();
