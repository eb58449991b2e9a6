import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored, takeScored } from '../../testing/arbitrary-scored.ts';
import { closeTo } from '../../testing/close-to.ts';
import { confusionMatrix } from '../confusion-matrix.ts';
import { decisionMetrics } from './decision-metrics.ts';
import { predictedClasses } from '../predicted-classes.ts';

const test = suite('decisionMetrics');

const metricsOf = (matrix: number[][], positive: number | null) =>
  decisionMetrics(Float64Array.from(matrix.flat()), matrix.length, positive);

test('the threshold itself is called positive, and the first of equal classes wins', () => {
  const even = { labels: [0], probabilities: new Float64Array([0.5, 0.5]), classes: 2 };
  assert.equal([...predictedClasses({ ...even, positive: 1 }, 0.5)], [1]);
  assert.equal([...predictedClasses({ ...even, positive: 0 }, 0.5)], [0]);
  assert.equal([...predictedClasses({ ...even, positive: 1 }, 0.51)], [0]);
  assert.equal([...predictedClasses({ ...even, positive: null }, 0.51)], [0]);
});

test('rows with thresholds of their own are decided as each alone', () => {
  const shape = { classes: 2, positive: 1, minRows: 1 };
  fc.assert(
    fc.property(arbitraryScored(shape), fc.infiniteStream(fc.double({ min: 0, max: 1 })), (scored, cuts) => {
      const thresholds = Array.from(scored.labels, () => cuts.next().value as number);
      assert.equal(
        [...predictedClasses(scored, thresholds)],
        thresholds.map((threshold, row) => predictedClasses(takeScored(scored, [row]), threshold)[0]),
      );
      const same = thresholds.map(() => 0.4);
      assert.equal(confusionMatrix(scored, same), confusionMatrix(scored, 0.4));
    }),
  );
});

test('a class that never occurs does not lower the averages', () => {
  const two = [
    [3, 1],
    [2, 4],
  ];
  const three = [
    [3, 1, 0],
    [2, 4, 0],
    [0, 0, 0],
  ];
  assert.equal(metricsOf(three, null), metricsOf(two, null));
});

test('a class that is never called counts as precision 0 in the average', () => {
  const { precision, recall } = metricsOf(
    [
      [2, 0],
      [2, 0],
    ],
    null,
  );
  closeTo(precision!, (0.5 + 0) / 2, 1e-15);
  closeTo(recall!, (1 + 0) / 2, 1e-15);
});

test('F1 is the harmonic mean of precision and recall', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 1, weighted: true }), fc.double(), (scored, cut) => {
      const { precision, recall, f1 } = metricsOf(confusionMatrix(scored, cut), 1);
      if (precision === null || recall === null) return;
      closeTo(f1!, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), 1e-12);
    }),
  );
});

test('every row is in the confusion matrix once', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 3, positive: null }), (scored) => {
      const predicted = predictedClasses(scored, 0.5);
      confusionMatrix(scored, 0.5).forEach((line, actual) => {
        line.forEach((count, called) => {
          const rows = predicted.filter((of, row) => of === called && scored.labels[row] === actual);
          assert.is(count, rows.length);
        });
      });
    }),
  );
});

test.run();
