import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedExample } from '../../../testing/encoded-rows.ts';
import { copyIncomplete, mostCopies } from './copy-incomplete.ts';

const test = suite('copyIncomplete');

const groups = { names: ['a', 'b', 'c'], columns: [[1, 3], [2], [0]], ungrouped: false };

test('each row stands there complete, with each useful subset, and with any one', () => {
  const given = Float32Array.from({ length: 2000 }, (_, row) => row);
  const rows = { ...encodedExample(1, 2000, 4), featureGroups: groups, weights: given };
  const { rows: copied, sources } = copyIncomplete(rows, 0.9, createRandom(1));
  assert.equal(copied.labels.length, 4 * 2000);
  const seen = new Map<string, number>();
  let [complete, all] = [0, 0];
  for (const [row, source] of sources.entries()) {
    assert.equal(copied.labels[row], rows.labels[source]);
    const present = groups.columns.map((columns) => {
      const there = columns.map((column) => !Number.isNaN(copied.columns[column]![row]!));
      assert.ok(there.every((one) => one === there[0]));
      for (const column of there[0] ? columns : []) {
        assert.equal(copied.columns[column]![row], rows.columns[column]![source]);
      }
      return Number(there[0]!);
    });
    seen.set(present.join(''), (seen.get(present.join('')) ?? 0) + 1);
    if (present.every(Boolean)) complete += copied.weights![row]!;
    all += copied.weights![row]!;
  }
  // All but the subset without any group.
  assert.deepEqual([...seen.keys()].toSorted(), ['001', '010', '011', '100', '101', '110', '111']);
  assert.equal(seen.get('111'), 2000);
  for (const useful of ['100', '110']) assert.ok(seen.get(useful)! > 2200);
  closeTo(complete / all, 0.1, 1e-6);
  closeTo(all / given.reduce((sum, weight) => sum + weight, 0), 4, 1e-6);
  assert.ok(
    rows.columns.every((column) => !column.some(Number.isNaN)),
    'the rows themselves are left alone',
  );
});

test('of many groups each row has some of the useful subsets, no two alike', () => {
  const many = {
    names: 'abcdefg'.split(''),
    columns: [0, 1, 2, 3, 4, 5, 6].map((i) => [i]),
    ungrouped: true,
  };
  const rows = { ...encodedExample(1, 500, 7), featureGroups: many };
  const { rows: copied, sources } = copyIncomplete(rows, 1, createRandom(1));
  assert.equal(copied.labels.length, 5 * 500);
  const there = (row: number) => copied.columns.filter((column) => !Number.isNaN(column[row]!)).length;
  const lengths = new Set<number>();
  for (let source = 0; source < 500; source++) {
    const own = [1, 2, 3].map((copy) => there(copy * 500 + source));
    assert.equal(new Set(own).size, 3);
    for (const length of own) lengths.add(length);
    assert.equal(copied.weights![source], 0);
  }
  assert.equal(lengths.size, 7);
  assert.equal(sources.length, 2500);
});

test('many rows have fewer copies', () => {
  assert.deepEqual([10, 100_000, 125_000, 1e6].map(mostCopies), [5, 5, 4, 3]);
});

test('without a share or groups the rows are the very same', () => {
  const rows = encodedExample(1, 5, 2);
  assert.equal(copyIncomplete(rows, 0.5, createRandom(1)).rows, rows);
  const grouped = { ...rows, featureGroups: { names: ['a'], columns: [[0, 1]], ungrouped: false } };
  assert.equal(copyIncomplete(grouped, 0, createRandom(1)).rows, grouped);
  assert.equal(copyIncomplete(grouped, 0.5, createRandom(1)).rows, grouped);
});

test.run();
