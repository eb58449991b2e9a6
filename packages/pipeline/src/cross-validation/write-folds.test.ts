import assert from 'node:assert/strict';
import { defineSchema, parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { numberFolds, outerFolds } from './outer-folds.ts';
import { foldsToCsv } from './write-folds.ts';

const test = suite('foldsToCsv');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'size', kind: 'numeric' },
    { name: 'when', kind: 'time', role: 'ignored' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});

/** What another program makes of the file: the rows that each fold trains on and tests, as their numbers. */
function readFolds(csv: string, folds: number) {
  const [header, ...lines] = csv.trimEnd().split('\n');
  assert.equal(header, 'row,fold,trains');
  const rows = lines.map((line) => {
    const [row, fold, trains] = line.split(',');
    return { row: Number(row), fold: Number(fold), trains };
  });
  return Array.from({ length: folds }, (_, at) => ({
    test: rows.filter(({ fold }) => fold === at + 1).map(({ row }) => row),
    train: rows
      .filter(({ fold, trains }) => (trains === 'later' ? fold < at + 1 : fold !== at + 1))
      .map(({ row }) => row),
  }));
}

test('who reads the file has the folds, by whatever rows are kept together', () => {
  const ways = fc.constantFrom('vector', 'row', 'time');
  fc.assert(
    fc.property(ways, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 40, max: 90 }), (by, folds, rows) => {
      const table = {
        rows,
        columns: new Map([
          ['size', Float64Array.from({ length: rows }, (_, row) => row % 31)],
          ['when', Float64Array.from({ length: rows }, (_, row) => (row * 7) % 23)],
          ['label', Float64Array.from({ length: rows }, (_, row) => row % 2)],
        ]),
      };
      const { split } = parseConfig({ split: by === 'time' ? { by, column: 'when' } : { by } }, 'the test');
      const made = numberFolds(table, schema, split, folds, createRandom(7));
      // As if every third row of the source were not valid.
      const numbers = Float64Array.from({ length: rows }, (_, row) => 1 + row + Math.floor(row / 2));
      const inSource = (positions: Uint32Array) => Array.from(positions, (row) => numbers[row]!);
      assert.deepEqual(
        readFolds(foldsToCsv(made, numbers), folds),
        outerFolds(table, schema, made).map(({ train, test: tested }) => ({
          test: inSource(tested),
          train: inSource(train),
        })),
      );
    }),
  );
});

test.run();
