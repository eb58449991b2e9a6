import { deepEqual, equal } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createLogger, createRunContext, openBundle } from '@rampart/core';
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

test('a version that is there already is verified, and nothing is written', async () => {
  await using out = await temporaryDirectory();
  const logger = createLogger({ stream: new PassThrough().resume() });
  const context = await createRunContext({ out: out.path, seed: 3, logger });
  const { store } = context;
  const given = await pusherInput(context);
  const pushed = await new ModelPusher({}).run(given, context);
  deepEqual([pushed.version, pushed.written], ['1', true]);
  equal((await openBundle(pushed.path)).manifest.lineage.runId, context.runId);
  equal(await store.alias('production'), undefined, 'what goes there is decided elsewhere');
  const ledger = await store.entries();

  deepEqual(await new ModelPusher({}).run(given, context), { ...pushed, written: false });
  deepEqual(await store.entries(), ledger);
  deepEqual(await store.versions(), ['1']);

  const file = join(pushed.path, 'weights.bin');
  const weights = await readFile(file);
  weights[10]! ^= 1;
  await writeFile(file, weights);
  await rejects(new ModelPusher({}).run(given, context), /weights\.bin/);
});

test.run();
