import { equal } from 'node:assert/strict';
import { readLedger } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { countLook } from './holdout-looks.ts';

const test = suite('countLook');

test('every model counts once for each holdout', async () => {
  await using registry = await temporaryDirectory();
  const look = (holdout: string, weights: string) =>
    countLook(registry.path, { holdout, weights, runId: 'r' });
  equal(await look('a', '1'), 1);
  equal(await look('a', '2'), 2);
  equal(await look('a', '1'), 2);
  equal(await look('b', '1'), 1);
  equal(await look('a', '3'), 3);
  equal((await readLedger(registry.path)).length, 4);
});

test.run();
