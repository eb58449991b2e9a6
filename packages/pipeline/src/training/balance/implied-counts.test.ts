import { arraysClose } from '@rampart/core/testing';
import { suite } from 'uvu';
import { impliedCounts } from './implied-counts.ts';

const test = suite('impliedCounts');

/** The same logits for every row. */
function constant(logits: readonly number[], targets: Int32Array): Float64Array {
  return Float64Array.from(Array.from(targets, () => logits).flat());
}

// 5000, 3000 and 2000 rows.
const targets = Int32Array.from({ length: 10_000 }, (_, row) => [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][row % 10]!);

test('they are mean probabilities by shares', () => {
  const probabilities = [0.2, 0.3, 0.5];
  const counts = impliedCounts(constant(probabilities.map(Math.log), targets), { targets, classes: 3 });
  arraysClose(counts, [0.2 / 0.5, 1, 0.5 / 0.2], 1e-3);
  const two = targets.map((target) => Math.min(target, 1));
  arraysClose(
    impliedCounts(constant([Math.log(1 / 3)], two), { targets: two, classes: 2 }),
    [1.5, 0.5],
    1e-3,
  );
});

test('rows count by their weights', () => {
  // The first class weighs as much as the others together, and has the probability that this says.
  const weights = Float32Array.from(targets, (target) => (target === 0 ? 1 : 0.5));
  const shares = [5000 / 7500, 1500 / 7500, 1000 / 7500];
  const counts = impliedCounts(constant(shares.map(Math.log), targets), { targets, classes: 3, weights });
  arraysClose(counts, [1, 1, 1], 1e-3);
});

test('a class without rows or probability is no division by 0', () => {
  const all = new Int32Array(100);
  const counts = impliedCounts(constant([0, 0, -1e4], all), { targets: all, classes: 3 });
  arraysClose(counts, [50.5 / 100.5, 101, 1], 1e-9);
});

test.run();
