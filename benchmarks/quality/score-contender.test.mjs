import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { scoreContender } from './score-contender.mjs';

const test = suite('scoreContender');
const valid = { labels: [0, 1, 1, 0], classes: ['no', 'yes'], positive: 1 };
const folds = [{ test: [0, 1] }, { test: [2, 3] }];
const probabilities = [Float64Array.of(0.8, 0.2, 0.6, 0.4), Float64Array.of(0.1, 0.9, 0.7, 0.3)];

test('a peer is called from one half on', () => {
  const answers = probabilities.map((own) => ({ probabilities: own }));
  const { metrics, folds: scored } = scoreContender({ name: 'a', seconds: 1, answers }, folds, valid);
  assert.equal(metrics.accuracy, 0.75);
  assert.deepEqual(
    scored.map(({ hits }) => [...hits]),
    [
      [1, 0],
      [1, 1],
    ],
  );
  assert.ok(
    Math.abs(metrics.logLoss + (Math.log(0.8) + Math.log(0.4) + Math.log(0.9) + Math.log(0.7)) / 4) < 1e-12,
  );
});

test('who chose a threshold is judged by what it called', () => {
  const predicted = [Int32Array.of(0, 1), Int32Array.of(1, 1)];
  const answers = probabilities.map((own, fold) => ({ probabilities: own, predicted: predicted[fold] }));
  const { metrics, folds: scored } = scoreContender({ name: 'a', seconds: 1, answers }, folds, valid);
  assert.deepEqual([...scored[1].hits], [1, 0]);
  assert.equal(metrics.accuracy, 0.75);
  assert.equal(scored[1].metrics.recall, 1);
});

test.run();
