import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { rowsWithoutLinks } from './rows-without-links.ts';

const test = suite('rowsWithoutLinks');

type Removal = Parameters<typeof rowsWithoutLinks>[3];

/** Numbers of the rows that are removed; `values` are one input. */
async function removed(
  values: readonly number[],
  targets: readonly number[],
  removal: Removal,
  before = targets,
): Promise<number[]> {
  const inputs = { features: Float32Array.from(values), width: 1 };
  const rows = { targets: Int32Array.from(targets), classes: Math.max(...targets) + 1 };
  const kept = new Set(await rowsWithoutLinks(inputs, rows, Int32Array.from(before), removal));
  return [...targets.keys()].filter((row) => !kept.has(row));
}

test('the row of the class with more rows in the table is removed, or both', async () => {
  const [values, targets] = [
    [0, 1, 2, 3, 3.1, 6, 7],
    [0, 0, 0, 0, 1, 1, 1],
  ];
  assert.deepEqual(await removed(values, targets, 'majority'), [3]);
  assert.deepEqual(await removed(values, targets, 'both'), [3, 4]);
  // Of what oversampling made of few rows there may be more.
  assert.deepEqual(await removed(values, targets, 'majority', [0, 1, 1]), [4]);
});

test('which class is the larger one is asked for every link', async () => {
  const [values, targets] = [
    [0, 1, 2, 2.1, 4, 9, 9.1, 11],
    [0, 0, 0, 1, 1, 1, 2, 2],
  ];
  assert.deepEqual(await removed(values, targets, 'majority', [0, 0, 0, 0, 1, 1, 1, 2, 2]), [2, 5]);
});

test('of classes with as many rows both are removed', async () => {
  assert.deepEqual(await removed([0, 1, 1.1, 2], [0, 0, 1, 1], 'majority'), [1, 2]);
});

test('a class that would have no row left keeps all', async () => {
  assert.deepEqual(await removed([0, 1, 1.1, 5, 5.1], [0, 0, 1, 1, 0], 'both'), [1, 4]);
});

test('a category that differs is as far away as rows usually are', async () => {
  // Deviation of the first input about 1; without the flag the second and the third row would be nearest.
  const inputs = { features: Float32Array.of(-1.2, 0, -0.9, 0, -0.8, 9, 0.2, 9, 1.9, 0), width: 2 };
  const targets = Int32Array.of(0, 0, 1, 1, 0);
  const rows = { targets, classes: 2 };
  assert.deepEqual([...(await rowsWithoutLinks(inputs, rows, targets, 'both'))], [0, 1, 2, 3, 4]);
  const bare = { features: inputs.features.filter((_, at) => at % 2 === 0), width: 1 };
  assert.deepEqual([...(await rowsWithoutLinks(bare, rows, targets, 'both'))], [0, 3, 4]);
});

test.run();
