import assert from 'node:assert/strict';
import { createRandom, scoreTrees } from '@rampart/core/internal';
import { randomTrees } from '@rampart/core/testing';
import { suite } from 'uvu';
import { scoreColumns } from './score-columns.ts';

const test = suite('scoreColumns');

for (const [depth, outputs, count] of [
  [1, 1, 3],
  [4, 3, 700],
  [8, 1, 256],
  [9, 1, 257],
  [12, 2, 1000],
] as const) {
  test(`trees of depth ${depth} with ${outputs} outputs give ${count} rows what the plain pass does, to the bit`, () => {
    const { ensemble, rows } = randomTrees(createRandom(depth), { depth, outputs });
    const { inputs } = ensemble.shape;
    const packed = rows(count);
    const columns = Array.from({ length: inputs }, (_, column) =>
      Float64Array.from({ length: count }, (_row, row) => packed[row * inputs + column]!),
    );
    const expected = new Float64Array(count * outputs);
    const add = scoreTrees(ensemble);
    for (let row = 0; row < count; row++) {
      add(
        packed.subarray(row * inputs, (row + 1) * inputs),
        expected.subarray(row * outputs, (row + 1) * outputs),
      );
    }
    assert.deepEqual(scoreColumns(ensemble, columns), expected);
  });
}

test.run();
