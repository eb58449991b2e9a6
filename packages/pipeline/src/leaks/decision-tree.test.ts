import assert from 'node:assert/strict';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { askTree, growTree } from './decision-tree.ts';

const test = suite('growTree');

const cells = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 5 }), fc.nat({ max: 2 })), {
  minLength: 1,
  maxLength: 80,
});

function codesOf(values: number[]) {
  return { codes: Uint16Array.from(values), count: Math.max(...values) + 1 };
}

test('it learns its rows by heart: equal rows get the share of their labels', () => {
  fc.assert(
    fc.property(cells, (rows) => {
      const columns = [codesOf(rows.map(([a]) => a)), codesOf(rows.map(([, b]) => b))];
      const labels = Int32Array.from(rows, ([, , label]) => label);
      const tree = growTree(columns, labels, 3, Uint32Array.from(rows.keys()));
      for (const [row, [a, b, label]] of rows.entries()) {
        const answer = askTree(tree, columns, row);
        closeTo(
          answer.reduce((sum, share) => sum + share, 0),
          1,
          1e-12,
        );
        const same = rows.filter(([otherA, otherB]) => a === otherA && b === otherB);
        // A pure leaf may hold more rows than the equal ones; it says the same.
        if (same.every((other) => other[2] === label)) {
          assert.equal(answer.indexOf(Math.max(...answer)), label);
        } else {
          const counts = [0, 1, 2].map((of) => same.filter((other) => other[2] === of).length);
          const expected = counts.map((count) => (count + 1 / 3) / (same.length + 1));
          for (const of of [0, 1, 2]) closeTo(answer[of]!, expected[of]!, 1e-12);
        }
      }
    }),
  );
});

test('the first split is the purest of all', () => {
  fc.assert(
    fc.property(cells, (rows) => {
      const values = [rows.map(([a]) => a), rows.map(([, b]) => b)];
      const labels = rows.map(([, , label]) => label);
      const tree = growTree(values.map(codesOf), Int32Array.from(labels), 3, Uint32Array.from(rows.keys()));
      if (tree.feature[0]! < 0) return;
      const impurity = (of: number[]) =>
        of.length -
        [0, 1, 2].reduce((sum, label) => sum + of.filter((one) => one === label).length ** 2, 0) / of.length;
      const cost = (feature: number, code: number) => {
        const side = (left: boolean) => labels.filter((_, row) => values[feature]![row]! <= code === left);
        const [low, high] = [side(true), side(false)];
        return low.length === 0 || high.length === 0
          ? Number.POSITIVE_INFINITY
          : impurity(low) + impurity(high);
      };
      const all = [0, 1].flatMap((feature) => [0, 1, 2, 3, 4, 5].map((code) => cost(feature, code)));
      closeTo(cost(tree.feature[0]!, tree.code[0]!), Math.min(...all), 1e-9);
    }),
  );
});

test('rows that were not given are not learned', () => {
  const column = codesOf([0, 0, 1, 1]);
  const tree = growTree([column], Int32Array.of(0, 0, 1, 0), 2, Uint32Array.of(0, 1, 2));
  assert.ok(askTree(tree, [column], 3)[1]! > 0.5);
});

test.run();
