import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { averagePrecision } from './average-precision.ts';
import { massesOfClass } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';
import { probabilitiesOf, weightsOf, type Scored } from './scored.ts';

const test = suite('rocAuc and averagePrecision');

const shapes = [
  { classes: 2, positive: 1 },
  { classes: 2, positive: 1, weighted: true },
  { classes: 3, positive: 2, weighted: true },
];

/** Wins among all pairs of a positive and a negative row. */
function areaByPairs(scored: Scored, of: number): number | null {
  const scores = probabilitiesOf(scored, of);
  const weights = weightsOf(scored);
  let won = 0;
  let pairs = 0;
  for (let a = 0; a < scores.length; a++) {
    for (let b = 0; b < scores.length; b++) {
      if (scored.labels[a] !== of || scored.labels[b] === of) continue;
      const pair = weights[a]! * weights[b]!;
      pairs += pair;
      if (scores[a]! > scores[b]!) won += pair;
      if (scores[a] === scores[b]) won += pair / 2;
    }
  }
  return pairs > 0 ? won / pairs : null;
}

/** The sum over thresholds of precision times the recall gained, each counted anew from all rows. */
function precisionByThresholds(scored: Scored, of: number): number | null {
  const scores = probabilitiesOf(scored, of);
  const weights = weightsOf(scored);
  const weigh = (holds: (row: number) => boolean) =>
    weights.reduce((sum, weight, row) => (holds(row) ? sum + weight : sum), 0);
  const isPositive = (row: number) => scored.labels[row] === of;
  const positives = weigh(isPositive);
  if (positives === 0 || weigh(() => true) === positives) return null;
  let area = 0;
  let lastRecall = 0;
  for (const threshold of [...new Set(scores)].toSorted((a, b) => b - a)) {
    const called = weigh((row) => scores[row]! >= threshold);
    const hits = weigh((row) => scores[row]! >= threshold && isPositive(row));
    if (called > 0) area += (hits / positives - lastRecall) * (hits / called);
    lastRecall = hits / positives;
  }
  return area;
}

for (const shape of shapes) {
  const about = `${shape.classes} classes${shape.weighted ? ', weighted' : ''}`;
  const same = (actual: number | null, expected: number | null) => {
    if (actual === null || expected === null) assert.is(actual, expected);
    else closeTo(actual, expected, 1e-12);
  };

  test(`ROC AUC is the share of pairs won (${about})`, () => {
    fc.assert(
      fc.property(arbitraryScored(shape), (scored) => {
        same(rocAuc(massesOfClass(scored, shape.positive)), areaByPairs(scored, shape.positive));
      }),
    );
  });

  test(`average precision is precision summed over thresholds (${about})`, () => {
    fc.assert(
      fc.property(arbitraryScored(shape), (scored) => {
        same(
          averagePrecision(massesOfClass(scored, shape.positive)),
          precisionByThresholds(scored, shape.positive),
        );
      }),
    );
  });
}

test.run();
