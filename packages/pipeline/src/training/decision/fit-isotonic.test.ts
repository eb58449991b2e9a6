import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { arraysClose, closeTo } from '@rampart/core/testing';
import { calibrateLogits } from '@rampart/core/tensor';
import fc from 'fast-check';
import { suite } from 'uvu';
import { stateOf } from './fit-calibrator.ts';
import { type Block, fitIsotonic, poolAdjacentViolators } from './fit-isotonic.ts';

const test = suite('fitIsotonic');

/** The share of positives that the blocks give each logit. */
function sharesOf(blocks: readonly Block[], logits: Iterable<number>): number[] {
  return [...logits].map((logit) => {
    const { positive, weight } = blocks.find(({ low, high }) => low <= logit && logit <= high)!;
    return positive / weight;
  });
}

const rows = fc
  .array(
    fc.record({
      logit: fc.integer({ min: -20, max: 20 }),
      target: fc.nat(1),
      weight: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => ({
    logits: drawn.map(({ logit }) => logit / 4),
    targets: drawn.map(({ target }) => target),
    weights: drawn.map(({ weight }) => weight),
  }));

test('the blocks are those of scikit-learn', () => {
  // sklearn.isotonic.IsotonicRegression().fit(x, y[, sample_weight]).predict(np.unique(x)), scikit-learn 1.9.1.
  const logits = [
    -2.875, -1.125, 0.625, 2.375, -1.875, -1.875, 1.625, -2.625, -0.875, -0.875, 2.625, -1.625, 0.125, 1.875,
    -2.375, -0.625, 1.125, 2.875, -1.375, 0.375, 2.125, -2.125, -0.375, 1.375,
  ];
  const targets = [0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1];
  const distinct = [...new Set(logits)].toSorted((a, b) => a - b);
  const levels = (...of: readonly (readonly [level: number, times: number])[]) =>
    of.flatMap(([level, times]) => new Array<number>(times).fill(level));
  arraysClose(
    sharesOf(poolAdjacentViolators(logits, targets), distinct),
    levels([0, 4], [0.2, 4], [0.5, 3], [0.75, 8], [1, 3]),
    1e-12,
  );
  const weights = logits.map((_, row) => 1 + (row % 3));
  arraysClose(
    sharesOf(poolAdjacentViolators(logits, targets, weights), distinct),
    levels([0, 4], [0.181818181818, 4], [0.571428571429, 3], [0.705882352941, 8], [1, 3]),
    1e-12,
  );
});

test('a weight is a row repeated', () => {
  fc.assert(
    fc.property(rows, ({ logits, targets, weights }) => {
      const repeated = weights.flatMap((weight, row) => new Array<number>(weight).fill(row));
      const pick = (values: readonly number[]) => repeated.map((row) => values[row]!);
      assert.deepEqual(
        poolAdjacentViolators(logits, targets, weights),
        poolAdjacentViolators(pick(logits), pick(targets)),
      );
    }),
  );
});

test('no level of a block is beaten by any monotone steps: the greatest mean before, the least after', () => {
  fc.assert(
    fc.property(rows, ({ logits, targets }) => {
      const distinct = [...new Set(logits)].toSorted((a, b) => a - b);
      const mean = (from: number, to: number) => {
        const within = targets.filter(
          (_, row) => logits[row]! >= distinct[from]! && logits[row]! <= distinct[to]!,
        );
        return within.reduce((sum, target) => sum + target, 0) / within.length;
      };
      // Isotonic regression by its min-max formula (Barlow et al., 1972).
      const expected = distinct.map((_, at) => {
        let most = Number.NEGATIVE_INFINITY;
        for (let from = 0; from <= at; from++) {
          let least = Number.POSITIVE_INFINITY;
          for (let to = at; to < distinct.length; to++) least = Math.min(least, mean(from, to));
          most = Math.max(most, least);
        }
        return most;
      });
      arraysClose(sharesOf(poolAdjacentViolators(logits, targets), distinct), expected, 1e-12);
    }),
  );
});

test('whatever the rows: a map that rises, of few knots, never certain', () => {
  fc.assert(
    fc.property(rows, ({ logits, targets, weights }) => {
      const map = fitIsotonic(logits, targets, weights);
      if (map === null) return;
      const { edges, values } = map;
      assert.ok(edges.length <= 34);
      for (let i = 1; i < edges.length; i++) {
        assert.ok(edges[i]! > edges[i - 1]!);
        assert.ok(values[i]! >= values[i - 1]!);
      }
      assert.ok(values.every((value) => Math.abs(value) < 10));
    }),
  );
});

/** Logits and the classes that a bent function of them gives. */
function bent(count: number, seed: number) {
  const random = createRandom(seed);
  const logits = Float64Array.from({ length: count }, () => 6 * random.next() - 3);
  const right = logits.map((logit) => (logit < 0 ? logit / 3 : 3 * logit));
  const targets = right.map((logit) => Number(random.next() < 1 / (1 + Math.exp(-logit))));
  return { logits, right, targets };
}

test('finds the bent function that the classes were drawn by', () => {
  const { logits, right, targets } = bent(40_000, 1);
  const isotonic = fitIsotonic(logits, targets);
  const chance = (logit: number) => 1 / (1 + Math.exp(-logit));
  const mapped = calibrateLogits(stateOf({ temperature: 1, isotonic }, 1), logits);
  const error = mapped.reduce((sum, logit, row) => sum + Math.abs(chance(logit) - chance(right[row]!)), 0);
  assert.ok(error / logits.length < 0.01, String(error / logits.length));
});

test('rows between the outermost keep their order', () => {
  const { logits, targets } = bent(2_000, 2);
  const sorted = logits.toSorted();
  const mapped = calibrateLogits(
    stateOf({ temperature: 1, isotonic: fitIsotonic(logits, targets) }, 1),
    sorted,
  );
  const falls = mapped.filter((value, i) => i > 0 && value < mapped[i - 1]!);
  assert.equal(falls.length, 0);
  const equal = mapped.filter((value, i) => i > 0 && value === mapped[i - 1]! && sorted[i] !== sorted[i - 1]);
  // Only past the point where the outermost rows may be no further from their block.
  assert.ok(equal.length / mapped.length < 0.01, String(equal.length));
});

test('separated classes get what their number of rows can show, and one class no map', () => {
  const logits = Float64Array.from({ length: 100 }, (_, row) => row - 49.5);
  const map = fitIsotonic(
    logits,
    logits.map((logit) => Number(logit > 0)),
  )!;
  // Half a row of the other class among 50, and one more in log-odds for the outermost.
  const block = Math.log(50.5 / 0.5);
  arraysClose(map.values, [-block - 1, -block, block, block + 1], 1e-9);
  assert.equal(fitIsotonic([1, 2, 3], [1, 1, 1]), null);
  assert.equal(fitIsotonic([1, 2, 3], [1, 0, 0]), null);
  closeTo(map.edges[1]!, -25, 1e-9);
});

test.run();
