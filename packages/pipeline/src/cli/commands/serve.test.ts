import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createLogger, loadConfig } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { exampleSchema, quickSettings, writeExample } from '../../testing/example-table.ts';
import { TrainingPipeline } from '../../training-pipeline.ts';

const test = suite('rampart serve');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source } = await writeExample(folder.path);
const out = join(folder.path, 'out');
await new TrainingPipeline({
  source,
  schema: exampleSchema,
  config: loadConfig({ sets: quickSettings }),
  out,
  logger: createLogger({ level: 'error' }),
}).run();

test('answers from the version in production, and on SIGTERM finishes what it accepted', async () => {
  const loader = [
    '--conditions=@rampart/source',
    '--import',
    'tsx',
    fileURLToPath(new URL('../main.ts', import.meta.url)),
  ];
  const argv = ['serve', '--model', join(out, 'bundles/flows'), '--port', '0', '--json'];
  const child = spawn(process.execPath, [...loader, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  child.stderr.on('data', (text: Buffer) => log.push(text.toString()));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, model } = JSON.parse(line) as { url: string; model: { name: string; version: string } };
  deepEqual(model, { name: 'flows', version: '1' });

  equal((await fetch(new URL('/health/ready', url))).status, 200);
  const record = { bytes: 12, flag: 1, protocol: 'tcp' };
  const ask = () =>
    fetch(new URL('/predict', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ records: Array.from({ length: 2000 }, () => record) }),
    });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const answers = Array.from({ length: 8 }, ask);
  // By the first answer all eight have been accepted.
  await Promise.race(answers);
  child.kill('SIGTERM');
  if (process.platform === 'win32') {
    console.log('not tested: the end of a server by a signal, which Windows does not have');
    await Promise.allSettled([...answers, exited]);
    return;
  }
  for (const answer of await Promise.all(answers)) {
    equal(answer.status, 200);
    equal(((await answer.json()) as { predictions: unknown[] }).predictions.length, 2000);
  }
  const [code] = await exited;
  equal(code, 0, log.join(''));
  match(log.join(''), /finishing what was accepted/);
  ok(!(await fetch(new URL('/health/live', url)).catch(() => null)), 'nobody answers any more');
});

test.run();
