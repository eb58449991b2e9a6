import { deepEqual, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { createRandom } from '../../random.ts';
import { randomTrees } from '../../testing/random-trees.ts';
import { scoreTrees } from './score-trees.ts';
import { treeCount, type TreeEnsemble } from './tree-ensemble.ts';

const test = suite('scoreTrees');

/** Every tree walked level by level, as the shape describes it. */
function walkTrees({ shape, leaves, bias, lookups }: TreeEnsemble, row: Float32Array): number[] {
  const { inputs, outputs, depth, splits, trees } = shape;
  const made = shape.lookups.flatMap(({ column, entries, values }, i) => {
    const code = row[column]!;
    const entry = Number.isNaN(code) ? undefined : Math.min(code, entries - 1);
    return Array.from({ length: values }, (_, k) =>
      entry === undefined ? Number.NaN : lookups[i]![entry * values + k]!,
    );
  });
  const cellOf = (column: number) => {
    if (column >= inputs) return made[column - inputs]!;
    return Math.abs(row[column]!) < 2 ** -126 ? 0 : row[column]!;
  };
  const logits = [...bias];
  for (let tree = 0; tree < treeCount(shape); tree++) {
    let leaf = 0;
    for (let level = 0; level < depth; level++) {
      const split = trees[tree * depth + level]!;
      const cell = cellOf(splits.column[split]!);
      const border = splits.border[split]!;
      const above = splits.equals[split] === 1 ? cell === border : cell > border;
      const side = Number.isNaN(cell) ? splits.missing[split]! : Number(above);
      leaf |= side << level;
    }
    for (let k = 0; k < outputs; k++) logits[k]! += leaves[(tree * 2 ** depth + leaf) * outputs + k]!;
  }
  return logits;
}

const shapes = [
  {},
  { trees: 1, depth: 1, numbers: 1, categories: 0 },
  { trees: 40, depth: 7, outputs: 3, splits: 300 },
  { trees: 5, depth: 12, numbers: 2, categories: 5, splits: 3 },
  // Equality alone.
  { numbers: 0, categories: 1, splits: 4 },
];

test('gives what walking the trees gives, for every kind of split', () => {
  for (const [seed, options] of shapes.entries()) {
    const { ensemble, rows } = randomTrees(createRandom(seed), options);
    const { inputs, outputs } = ensemble.shape;
    const score = scoreTrees(ensemble);
    const packed = rows(500);
    const given = new Set<string>();
    for (let at = 0; at < packed.length; at += inputs) {
      const row = packed.subarray(at, at + inputs);
      const logits = new Float64Array(outputs);
      score(row, logits);
      deepEqual([...logits], walkTrees(ensemble, row));
      given.add(logits.join());
    }
    ok(given.size > 1, 'the rows fall into different leaves');
  }
});

test('the logits of some trees and of the others add up to those of all', () => {
  const { ensemble, rows } = randomTrees(createRandom(9), { trees: 11, outputs: 2 });
  const { inputs } = ensemble.shape;
  const parts = [scoreTrees(ensemble, 0, 4), scoreTrees(ensemble, 4, 5), scoreTrees(ensemble, 5)];
  const packed = rows(50);
  for (let at = 0; at < packed.length; at += inputs) {
    const row = packed.subarray(at, at + inputs);
    const logits = new Float64Array(2);
    for (const score of parts) score(row, logits);
    deepEqual([...logits], walkTrees(ensemble, row));
  }
  const logits = new Float64Array(2);
  scoreTrees(ensemble, 0, 0)(packed, logits);
  deepEqual([...logits], [...ensemble.bias], 'no trees are the bias');
});

test('what is no code is read as the nearest one', () => {
  const { ensemble } = randomTrees(createRandom(2), { numbers: 0, categories: 2 });
  const of = (code: number) => {
    const logits = new Float64Array(1);
    scoreTrees(ensemble)(Float32Array.of(0, code), logits);
    return logits[0];
  };
  deepEqual([of(1e30), of(77.5)], [of(77), of(77)]);
});

test.run();
