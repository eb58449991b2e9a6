import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored, binaryScored, takeScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { classificationMetrics } from './classification-metrics.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { metricNames, type Metrics } from './metric-names.ts';
import type { Scored } from './scored.ts';

const test = suite('classificationMetrics');

const rows = Array.from({ length: 60 }, (_, i) => i);
const weights = rows.map((i) => 1 + (i % 4));
const binary = binaryScored(
  rows.map((i) => (1 + ((i * 37) % 41)) / 43),
  rows.map((i) => Number(((i * 37) % 41) + ((i * 13) % 29) > 34)),
);
const odds = rows.map((i) => [1 + ((i * 37) % 41), 1 + ((i * 17) % 31), 1 + ((i * 11) % 23)]);
const multiClass: Scored = {
  labels: odds.map((of, i) => {
    const noise = [(i * 5) % 19, (i * 7) % 17, (i * 3) % 13];
    const noisy = of.map((odd, c) => odd + 2 * noise[c]!);
    return noisy.indexOf(Math.max(...noisy));
  }),
  probabilities: Float64Array.from(odds.flatMap((of) => of.map((odd) => odd / (of[0]! + of[1]! + of[2]!)))),
  classes: 3,
  positive: null,
};

function metricsClose(actual: Metrics, expected: Partial<Metrics>, tolerance = 1e-12): void {
  for (const [name, value] of Object.entries(expected)) {
    const received = actual[metricNames.find((known) => known === name)!];
    if (value === null || received === null) assert.is(received, value, name);
    else closeTo(received, value, tolerance, name);
  }
}

// The figures in the next two tests were computed with scikit-learn 1.9.1 on the same rows: its functions of
// the same names, with average='macro' (ROC AUC: the mean over classes of the binary one) for three classes.

test('binary metrics are those of scikit-learn', () => {
  metricsClose(classificationMetrics(binary, 0.5), {
    accuracy: 0.8666666666666667,
    precision: 0.8333333333333334,
    recall: 0.8928571428571429,
    f1: 0.8620689655172413,
    rocAuc: 0.9486607142857144,
    prAuc: 0.9509829158936302,
    logLoss: 0.3756177345567278,
    brier: 0.11303407247160627,
  });
  const weighted = { ...binary, weights };
  metricsClose(classificationMetrics(weighted, 0.5), {
    accuracy: 0.88,
    precision: 0.868421052631579,
    recall: 0.8918918918918919,
    f1: 0.88,
    rocAuc: 0.9539473684210527,
    prAuc: 0.9563382786047724,
    logLoss: 0.3712591866955107,
    brier: 0.11057869118442402,
  });
  assert.equal(confusionMatrix(weighted, 0.5), [
    [66, 10],
    [8, 66],
  ]);
});

test('multi-class metrics are those of scikit-learn', () => {
  metricsClose(classificationMetrics(multiClass, 0.5), {
    accuracy: 0.7833333333333333,
    precision: 0.706015037593985,
    recall: 0.7685185185185185,
    f1: 0.7287107258938246,
    rocAuc: 0.8915652557319224,
    prAuc: 0.8158737280820986,
    logLoss: 0.7483064746282336,
    brier: 0.4356102043166582,
  });
  metricsClose(classificationMetrics({ ...multiClass, weights }, 0.5), {
    accuracy: 0.7933333333333333,
    precision: 0.7018300653594771,
    recall: 0.8161594202898551,
    f1: 0.7378514697453533,
    rocAuc: 0.901562707378705,
    prAuc: 0.8615061212670291,
    logLoss: 0.7344950115196633,
    brier: 0.4267089381892549,
  });
  assert.equal(confusionMatrix(multiClass, 0.5), [
    [29, 4, 3],
    [5, 15, 0],
    [1, 0, 3],
  ]);
});

const shapes = [
  { classes: 2, positive: 1 },
  { classes: 2, positive: 0 },
  { classes: 2, positive: null },
  { classes: 4, positive: null },
  { classes: 4, positive: 2 },
];

for (const shape of shapes) {
  const about = `${shape.classes} classes, positive ${shape.positive}`;

  test(`a weight of n is n equal rows (${about})`, () => {
    fc.assert(
      fc.property(arbitraryScored({ ...shape, weighted: true }), (scored) => {
        const repeated = Array.from(scored.weights!).flatMap((n, row) =>
          Array.from({ length: n }, () => row),
        );
        const { weights: _, ...copies } = takeScored(scored, repeated);
        // A row that counts twice is no two draws: what noise adds to the calibration error is not the same.
        const { ece: __, ...metrics } = classificationMetrics(copies, 0.4);
        metricsClose(classificationMetrics(scored, 0.4), metrics, 1e-9);
      }),
    );
  });

  test(`the order of rows never matters (${about})`, () => {
    fc.assert(
      fc.property(arbitraryScored({ ...shape, weighted: true }), (scored) => {
        const reversed = takeScored(scored, [...Array(scored.labels.length).keys()].toReversed());
        metricsClose(classificationMetrics(reversed, 0.4), classificationMetrics(scored, 0.4), 1e-9);
      }),
    );
  });
}

test('which class is positive follows the declaration', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 0 }), (scored) => {
      const labels = Array.from(scored.labels, (label) => 1 - label);
      const probabilities = scored.probabilities.map((_, i) => scored.probabilities[i ^ 1]!);
      metricsClose(
        classificationMetrics(scored, 0.3),
        classificationMetrics({ ...scored, labels, probabilities, positive: 1 }, 0.3),
        0,
      );
    }),
  );
});

test('what one class alone leaves undefined is null', () => {
  metricsClose(classificationMetrics(binaryScored([0.2, 0.3], [0, 0]), 0.5), {
    accuracy: 1,
    precision: null,
    recall: null,
    f1: null,
    rocAuc: null,
    prAuc: null,
    brier: (0.04 + 0.09) / 2,
  });
  metricsClose(classificationMetrics(binaryScored([0.2, 0.7], [1, 1]), 0.5), {
    precision: 1,
    recall: 0.5,
    rocAuc: null,
    prAuc: null,
  });
  const onlyFirst = { ...multiClass, labels: rows.map(() => 0) };
  metricsClose(classificationMetrics(onlyFirst, 0.5), { rocAuc: null, prAuc: null });
});

test('without rows, or without weight, everything is null', () => {
  const nothing = Object.fromEntries(metricNames.map((name) => [name, null]));
  assert.equal(classificationMetrics(binaryScored([], []), 0.5), nothing);
  assert.equal(classificationMetrics(binaryScored([0.2, 0.7], [0, 1], [0, 0]), 0.5), nothing);
  assert.equal(
    classificationMetrics({ ...multiClass, labels: [], probabilities: new Float64Array() }, 0),
    nothing,
  );
});

test('a certain mistake costs a finite log-loss', () => {
  closeTo(classificationMetrics(binaryScored([0], [1]), 0.5).logLoss!, -Math.log(1e-15), 1e-12);
  assert.is(classificationMetrics(binaryScored([1], [1]), 0.5).logLoss, -0);
});

test('rows that cannot be are refused', () => {
  const bad: [Scored, RegExp][] = [
    [binaryScored([NaN], [1]), /a probability in \[0, 1\], received NaN at entry 0/],
    [binaryScored([0.5], [2]), /a class below 2, received 2/],
    [binaryScored([0.5], [1], [-1]), /a weight of zero or more, received -1/],
    [binaryScored([0.5], [1], [1, 1]), /expected 1 weights, received 2/],
    [binaryScored([0.5, 0.5], [1]), /expected 1 × 2 probabilities, received 4/],
    [{ ...binaryScored([0.5], [1]), positive: 2 }, /a positive class below 2, received 2/],
  ];
  for (const [scored, message] of bad) assert.throws(() => classificationMetrics(scored, 0.5), message);
});

test.run();
