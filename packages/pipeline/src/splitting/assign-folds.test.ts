import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { assignFolds } from './assign-folds.ts';

const test = suite('assignFolds');

/** Rows of `folds` or more groups, most groups small, every class in enough rows and groups. */
const groupedRows = fc.record({
  folds: fc.integer({ min: 2, max: 6 }),
  classes: fc.integer({ min: 2, max: 4 }),
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 60 }),
  seed: fc.integer(),
});

function rowsOf({ sizes, classes, seed }: { sizes: number[]; classes: number; seed: number }) {
  const random = createRandom(seed);
  const groups: number[] = [];
  const labels: number[] = [];
  for (const [group, size] of sizes.entries()) {
    for (let i = 0; i < size; i++) {
      groups.push(group);
      labels.push(random.next() < 0.9 ? group % classes : random.integer(classes));
    }
  }
  // Single rows at the end: enough of every class for any number of folds, and what lets the shares be exact.
  for (let i = 0; i < 20 * classes; i++) {
    groups.push(sizes.length + i);
    labels.push(i % classes);
  }
  return { groups: Int32Array.from(groups), labels: Int32Array.from(labels), classes };
}

test('no group lies in two folds and every row has a fold', () => {
  fc.assert(
    fc.property(groupedRows, ({ folds, ...shape }) => {
      const rows = rowsOf(shape);
      const fold = assignFolds({ ...rows, folds, random: createRandom(shape.seed) });
      const seen = new Map<number, number>();
      for (const [row, group] of rows.groups.entries()) {
        assert.ok(fold[row]! >= 0 && fold[row]! < folds);
        assert.equal(seen.get(group) ?? fold[row], fold[row]);
        seen.set(group, fold[row]!);
      }
    }),
  );
});

test('every class is spread evenly, up to the size of the largest group', () => {
  fc.assert(
    fc.property(groupedRows, ({ folds, ...shape }) => {
      const rows = rowsOf(shape);
      const fold = assignFolds({ ...rows, folds, random: createRandom(shape.seed) });
      for (let label = 0; label < rows.classes; label++) {
        const counts = new Array<number>(folds).fill(0);
        for (const [row, of] of rows.labels.entries()) if (of === label) counts[fold[row]!]!++;
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 9, `class ${label}: ${counts.join()}`);
      }
    }),
  );
});

test('single rows give folds that differ by at most one row of each class', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 10 }), (seed, folds) => {
      const random = createRandom(seed);
      const labels = Int32Array.from({ length: 200 }, (_, row) => (row < 20 ? row % 2 : random.integer(2)));
      const groups = Int32Array.from(labels, (_, row) => row);
      const fold = assignFolds({ groups, labels, classes: 2, folds, random });
      for (const label of [0, 1]) {
        const counts = new Array<number>(folds).fill(0);
        for (const [row, of] of labels.entries()) if (of === label) counts[fold[row]!]!++;
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, String(counts));
      }
    }),
  );
});

test('as many groups as folds leave no fold empty', () => {
  const groups = Int32Array.from([0, 0, 0, 0, 1, 1, 2, 2]);
  const labels = Int32Array.from([0, 0, 0, 1, 0, 0, 1, 1]);
  const fold = assignFolds({ groups, labels, classes: 2, folds: 3, random: createRandom(1) });
  assert.equal(new Set(fold).size, 3);
});

test('the same seed gives the same folds, another seed others', () => {
  const rows = rowsOf({ sizes: [3, 4, 5, 1, 1, 1], classes: 2, seed: 3 });
  const folds = (seed: number) => assignFolds({ ...rows, folds: 4, random: createRandom(seed) });
  assert.deepEqual(folds(1), folds(1));
  assert.notDeepEqual(folds(1), folds(2));
});

test('too few groups and too few rows of a class are told together', async () => {
  const few = () =>
    assignFolds({
      groups: Int32Array.from([0, 0, 1, 1, 1]),
      labels: Int32Array.from([0, 0, 0, 0, 1]),
      classes: 2,
      folds: 3,
      random: createRandom(1),
    });
  await rejects(few, /3 groups[\s\S]*class 1: expected at least 3 training rows/);
});

test.run();
