import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored, binaryScored } from '../../testing/arbitrary-scored.ts';
import { chooseReviewBand } from './choose-review-band.ts';
import { probabilitiesOf, weightsOf } from '../scored.ts';

const test = suite('chooseReviewBand');

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const inner = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const distance = (score: number, threshold: number) => {
  const odds = (p: number) => Math.log(p) - Math.log(1 - p);
  return Math.abs(odds(Math.min(Math.max(score, 1e-12), 1 - 1e-12)) - odds(threshold));
};

test('holds no more than the share, nothing further from the threshold than what it leaves out, and no less than fits', () => {
  fc.assert(
    fc.property(
      arbitraryScored({ classes: 2, positive: 1, weighted: true }),
      inner,
      share,
      (scored, threshold, wanted) => {
        const [low, high] = chooseReviewBand(scored, threshold, wanted);
        assert.ok(low <= threshold && threshold <= high);
        const weights = weightsOf(scored);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const rows = [...probabilitiesOf(scored, 1)].map((score, row) => ({
          weight: weights[row]!,
          inside: score >= low && score <= high,
          far: distance(score, threshold),
        }));
        const inside = rows.filter((row) => row.inside);
        const outside = rows.filter((row) => !row.inside);
        const mass = inside.reduce((sum, { weight }) => sum + weight, 0);
        const atThreshold = inside.every(({ far }) => far === 0);
        assert.ok(mass <= wanted * total + 1e-6 || atThreshold);
        const farthest = Math.max(0, ...inside.map(({ far }) => far));
        const nearest = Math.min(...outside.map(({ far }) => far));
        assert.ok(farthest <= nearest + 1e-9);
        const next = outside.filter(({ far }) => far <= nearest + 1e-12);
        if (outside.length > 0) {
          assert.ok(mass + next.reduce((sum, { weight }) => sum + weight, 0) >= wanted * total - 1e-6);
        }
      },
    ),
  );
});

test('half of the rows around a threshold', () => {
  const scored = binaryScored([0.05, 0.3, 0.6, 0.95], [0, 0, 1, 1]);
  assert.equal(chooseReviewBand(scored, 0.5, 0.5), [0.3, 0.6]);
  assert.equal(chooseReviewBand(scored, 0.5, 0.3), [0.5, 0.6]);
  assert.equal(chooseReviewBand(scored, 0.5, 0.1), [0.5, 0.5]);
});

test('without a positive class of two it is the least sure answers', () => {
  const probabilities = Float64Array.from([0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6]);
  const scored = { labels: [0, 1, 2], probabilities, classes: 3, positive: null };
  assert.equal(chooseReviewBand(scored, 0.5, 0.4), [0, 0.5]);
  assert.equal(chooseReviewBand(scored, 0.5, 0.7), [0, 0.6]);
  assert.equal(chooseReviewBand(scored, 0.5, 0.1), [0, 0]);
});

test.run();
