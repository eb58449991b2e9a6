import assert from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedExample } from '../../../testing/encoded-rows.ts';
import { randomEncoded } from '../../../testing/random-encoded.ts';
import { plainTrees } from '../../../testing/tree-settings.ts';
import type { ArrayFile, Checkpoint } from '../array-file.ts';
import { treesLearner } from './trees-learner.ts';

const test = suite('trees taken up again');

/** Keeps the last state in memory. */
function keepInMemory(): Checkpoint & { readonly states: ArrayFile[] } {
  const states: ArrayFile[] = [];
  return {
    states,
    read: () => Promise.resolve(states.at(-1)),
    write(state) {
      // As a file would have it.
      states.push({
        data: JSON.parse(JSON.stringify(state.data)),
        arrays: state.arrays.map((array) => array.slice()),
      });
      return Promise.resolve();
    },
  };
}

for (const classes of [2, 3]) {
  test(`a training of ${classes} classes that was ended goes on to the same bytes`, async () => {
    const rows = randomEncoded(3, { rows: 400, classes, weighted: true });
    const watched = Int32Array.from({ length: 80 }, (_, i) => 5 * i);
    const settings = {
      ...plainTrees,
      trees: 130,
      learningRate: 0.05,
      subsample: 0.7,
      columnSample: 0.6,
      patience: 99,
    };
    const straight = await treesLearner.fit(rows, settings, { seed: 4, watched });
    const checkpoint = keepInMemory();
    const ending = new AbortController();
    const ended = treesLearner.fit(rows, settings, {
      seed: 4,
      watched,
      checkpoint,
      signal: ending.signal,
      onEpoch: ({ epoch }) => epoch === 8 && ending.abort(),
    });
    await rejects(ended, /abort signal/);
    assert.ok(checkpoint.states.length > 0);
    const epochs: number[] = [];
    const resumed = await treesLearner.fit(rows, settings, {
      seed: 4,
      watched,
      checkpoint,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    assert.equal(epochs[0], 6, 'only what came after the checkpoint is done again');
    assert.deepEqual(resumed.history, straight.history);
    assert.deepEqual(resumed.fitted, straight.fitted);
  });
}

test('what is no state of such trees is not gone on from', async () => {
  const rows = encodedExample(1, 100, 3);
  const checkpoint = keepInMemory();
  await treesLearner.fit(rows, { ...plainTrees, trees: 60 }, { seed: 1, checkpoint });
  const deeper = { ...plainTrees, trees: 60, depth: 4 };
  assert.deepEqual(
    await treesLearner.fit(rows, deeper, { seed: 1, checkpoint }),
    await treesLearner.fit(rows, deeper, { seed: 1 }),
  );
});

test.run();
