import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { binColumn, mostSplits, type SplitColumn, treeCell } from './split-column.ts';

const test = suite('binColumn');

const shared = { column: 0, missing: false, monotone: 0 } as const;

test('a bin says of every border whether the float32 cell is above it', () => {
  const cell = fc.oneof(
    fc.double({ min: -3, max: 3 }),
    fc.constantFrom(Number.NaN, 1 + 1e-12, 0.1, -0, 1e-39),
  );
  const borders = fc.uniqueArray(fc.float({ min: -3, max: 3, noNaN: true }), { maxLength: mostSplits });
  fc.assert(
    fc.property(fc.array(cell), borders, (cells, some) => {
      const values = some.map(treeCell).toSorted((a, b) => a - b);
      const bins = binColumn({ ...shared, equals: false, values }, cells);
      for (const [row, value] of cells.entries()) {
        const above = values.filter((border) => treeCell(value) > border).length;
        assert.equal(bins[row], Number.isNaN(value) ? values.length + 1 : above);
      }
    }),
  );
});

test('a code has the bin of its place, an unknown one the next to last, a missing one the last', () => {
  const column: SplitColumn = { ...shared, equals: true, values: [-1, 4, 2, 900_000] };
  assert.deepEqual([...binColumn(column, [2, 4, 900_000, 3, Number.NaN])], [2, 1, 3, 4, 5]);
});

test.run();
