import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { encodedExample } from '../../../testing/encoded-rows.ts';
import { copyIncomplete } from './copy-incomplete.ts';

const test = suite('copyIncomplete');

const groups = { names: ['a', 'b', 'c'], columns: [[1, 3], [2], [0]], ungrouped: false };

test('each row stands there twice, and of the asked share whole groups are missing', () => {
  const rows = {
    ...encodedExample(1, 2000, 4),
    featureGroups: groups,
    weights: Float32Array.from({ length: 2000 }, (_, row) => row),
  };
  const { rows: copied, sources } = copyIncomplete(rows, 0.4, createRandom(1));
  assert.equal(copied.labels.length, 4000);
  let incomplete = 0;
  const seen = new Set<string>();
  for (const [row, source] of sources.entries()) {
    assert.equal(copied.labels[row], rows.labels[source]);
    assert.equal(copied.weights![row], source);
    const present = groups.columns.map((columns) => {
      const there = columns.map((column) => !Number.isNaN(copied.columns[column]![row]!));
      assert.ok(there.every((one) => one === there[0]));
      for (const column of there[0] ? columns : [])
        assert.equal(copied.columns[column]![row], rows.columns[column]![source]);
      return there[0]!;
    });
    if (!present.every(Boolean)) incomplete++;
    seen.add(present.join());
  }
  assert.equal(new Set(sources).size, 2000);
  assert.ok(Math.abs(incomplete / 4000 - 0.4) < 0.03);
  // All but the one without any group.
  assert.equal(seen.size, 7);
  assert.ok(
    rows.columns.every((column) => !column.some(Number.isNaN)),
    'the rows themselves are left alone',
  );
});

test('without a share or groups the rows are the very same', () => {
  const rows = encodedExample(1, 5, 2);
  assert.equal(copyIncomplete(rows, 0.5, createRandom(1)).rows, rows);
  const grouped = { ...rows, featureGroups: { names: ['a'], columns: [[0, 1]], ungrouped: false } };
  assert.equal(copyIncomplete(grouped, 0, createRandom(1)).rows, grouped);
  assert.equal(copyIncomplete(grouped, 0.5, createRandom(1)).rows, grouped);
});

test.run();
