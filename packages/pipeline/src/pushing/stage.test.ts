import { deepEqual, equal } from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createLogger, createRunContext, readLedger, verifyBundle } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { pusherInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { ModelPusher } from './stage.ts';

const test = suite('ModelPusher');

await testStage(test, {
  make: (config) => new ModelPusher(config),
  config: {},
  input: pusherInput,
});

test('what is in production already is verified, and nothing is pushed', async () => {
  await using out = await temporaryDirectory();
  const logger = createLogger({ stream: new PassThrough().resume() });
  const registry = join(out.path, 'bundles', 'flows');
  const context = await createRunContext({ out: out.path, registry, seed: 3, logger });
  const first = await pusherInput(context);
  const pushed = await new ModelPusher({}).run(first, context);
  equal(pushed.production && pushed.written, true);
  deepEqual(await verifyBundle(pushed.path), []);
  const [ledger, names] = [await readLedger(registry), await readdir(registry)];

  const verdict = { accepted: false, unchanged: true, reasons: ['it is the same model'] };
  const again = { ...first, evaluation: { ...first.evaluation, champion: { version: '1' }, verdict } };
  deepEqual(await new ModelPusher({}).run(again, context), { ...pushed, written: false });
  deepEqual(await readLedger(registry), ledger);
  deepEqual(await readdir(registry), names);

  const file = join(pushed.path, 'weights.bin');
  const weights = await readFile(file);
  weights[10]! ^= 1;
  await writeFile(file, weights);
  await rejects(new ModelPusher({}).run(again, context), /weights\.bin/);
});

test.run();
