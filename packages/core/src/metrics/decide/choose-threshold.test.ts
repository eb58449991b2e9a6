import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored, binaryScored, takeScored } from '../../testing/arbitrary-scored.ts';
import { closeTo } from '../../testing/close-to.ts';
import { chooseThreshold } from './choose-threshold.ts';
import { classificationMetrics } from '../classification-metrics.ts';
import { confusionMatrix } from '../confusion-matrix.ts';
import { probabilitiesOf, type Scored } from '../scored.ts';

type NamedObjective = 'f1' | 'accuracy' | 'youden';

const test = suite('chooseThreshold');

const thresholdOf = (scored: Scored, objective: NamedObjective) =>
  chooseThreshold(scored, objective).threshold;

/** The objective by definition, from the confusion matrix at a threshold. */
function valueAt(scored: Scored, objective: NamedObjective, threshold: number): number {
  const [[passed, alarms], [missed, hits]] = confusionMatrix(scored, threshold) as [
    [number, number],
    [number, number],
  ];
  if (objective === 'accuracy') return (passed + hits) / (passed + alarms + missed + hits);
  if (objective === 'youden') return hits / (hits + missed) + passed / (passed + alarms) - 1;
  return (2 * hits) / (2 * hits + alarms + missed);
}

for (const objective of ['f1', 'accuracy', 'youden'] as const) {
  for (const weighted of [false, true]) {
    test(`no threshold is better for ${objective}${weighted ? ', weighted' : ''}`, () => {
      fc.assert(
        fc.property(arbitraryScored({ classes: 2, positive: 1, weighted }), (scored) => {
          const { threshold: chosen, bound } = chooseThreshold(scored, objective);
          assert.is(bound, null);
          assert.ok(chosen >= 0 && chosen <= 1);
          // Rows of one class only get 0.5, which need not be the best for them.
          if (classificationMetrics(scored, 0.5).rocAuc === null) return;
          const value = valueAt(scored, objective, chosen);
          const scores = [...new Set([0, ...probabilitiesOf(scored, 1), 1])].toSorted((a, b) => a - b);
          for (const [i, score] of scores.entries()) {
            const middle = (score + (scores[i + 1] ?? score)) / 2;
            for (const other of [score, middle]) {
              const otherValue = valueAt(scored, objective, other);
              assert.ok(otherValue <= value + 1e-9, `${other} gives ${otherValue}, ${chosen} gives ${value}`);
            }
          }
        }),
      );
    });
  }

  test(`${objective}: half way between classes that lie apart`, () => {
    closeTo(thresholdOf(binaryScored([0.1, 0.3, 0.8, 0.9], [0, 0, 1, 1]), objective), 0.55, 1e-12);
  });

  test(`${objective}: one class only, no rows and no weight give 0.5`, () => {
    assert.is(thresholdOf(binaryScored([0.1, 0.9], [1, 1]), objective), 0.5);
    assert.is(thresholdOf(binaryScored([0.7, 0.9], [0, 0]), objective), 0.5);
    assert.is(thresholdOf(binaryScored([], []), objective), 0.5);
    assert.is(thresholdOf(binaryScored([0.1, 0.9], [0, 1], [0, 1]), objective), 0.5);
  });
}

test('one score for all rows: the better of all and none, half way to 0 or 1', () => {
  closeTo(thresholdOf(binaryScored([0.6, 0.6, 0.6], [1, 1, 0]), 'accuracy'), 0.3, 1e-12);
  closeTo(thresholdOf(binaryScored([0.6, 0.6, 0.6], [0, 1, 0]), 'accuracy'), 0.8, 1e-12);
  // No threshold in [0, 1] could leave a score of 1 uncalled.
  closeTo(thresholdOf(binaryScored([1, 1, 1], [0, 1, 0]), 'accuracy'), 0.5, 1e-12);
});

test('of equally good thresholds the nearest to 0.5, whatever the order of rows', () => {
  // Accuracy is 3 of 4 both at 0.35 and at 0.85.
  const scored = binaryScored([0.2, 0.5, 0.8, 0.9], [0, 1, 0, 1]);
  closeTo(thresholdOf(scored, 'accuracy'), 0.35, 1e-12);
  closeTo(thresholdOf(takeScored(scored, [3, 1, 0, 2]), 'accuracy'), 0.35, 1e-12);
});

test('scores with no number between them are still told apart', () => {
  const next = 0.5 + Number.EPSILON / 2;
  assert.is(thresholdOf(binaryScored([0.5, next], [0, 1]), 'accuracy'), next);
});

test('a row without weight moves nothing', () => {
  const scored = binaryScored([0.1, 0.55, 0.9], [0, 1, 1], [1, 0, 1]);
  closeTo(thresholdOf(scored, 'f1'), 0.5, 1e-12);
});

test('a question without a positive class is refused', () => {
  const scored = { labels: [0], probabilities: new Float64Array([0.5, 0.5]), classes: 2, positive: null };
  assert.throws(() => chooseThreshold(scored, 'f1'), /one is positive/);
});

test('the work grows with the rows, not with their square', () => {
  const scores = Array.from({ length: 200_000 }, (_, i) => ((i * 7919) % 1_000_003) / 1_000_003);
  const scored = binaryScored(
    scores,
    scores.map((score) => Number(score > 0.3)),
  );
  const start = performance.now();
  closeTo(thresholdOf(scored, 'f1'), 0.3, 1e-4);
  // About 0.3 s on a small machine; the square would take minutes.
  assert.ok(performance.now() - start < 10_000);
});

test.run();
