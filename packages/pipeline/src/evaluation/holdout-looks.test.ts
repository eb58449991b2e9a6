import { equal } from 'node:assert/strict';
import { openStore } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { countLook } from './holdout-looks.ts';

const test = suite('countLook');

test('every model counts once for each holdout', async () => {
  await using directory = await temporaryDirectory();
  const store = openStore(directory.path);
  const look = (holdout: string, weights: string) => countLook(store, { holdout, weights, runId: 'r' });
  equal(await look('a', '1'), 1);
  equal(await look('a', '2'), 2);
  equal(await look('a', '1'), 2);
  equal(await look('b', '1'), 1);
  equal(await look('a', '3'), 3);
  equal((await store.entries()).length, 4);
});

test.run();
