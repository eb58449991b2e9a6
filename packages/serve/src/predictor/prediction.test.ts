import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { decide } from './prediction.ts';

const test = suite('prediction');
const unit = fc.double({ min: 0, max: 1, noNaN: true });

test('two classes: the positive one from the threshold on, whichever number it has', () => {
  fc.assert(
    fc.property(unit, unit, fc.constantFrom(0, 1), (score, threshold, positive) => {
      const classes = positive === 1 ? ['no', 'yes'] : ['yes', 'no'];
      const row = positive === 1 ? [1 - score, score] : [score, 1 - score];
      const prediction = decide(row, { classes, positive, threshold });
      equal(prediction.label, score >= threshold ? 'yes' : 'no');
      equal(prediction.score, score);
      deepEqual(prediction.probabilities, { yes: score, no: 1 - score });
    }),
  );
});

test('more classes: the likeliest, the first of equals; the score is about the positive class where there is one', () => {
  const classes = ['a', 'b', 'c'];
  const row = [0.2, 0.4, 0.4];
  equal(decide(row, { classes, positive: null, threshold: 0.9 }).label, 'b');
  equal(decide(row, { classes, positive: null, threshold: 0.9 }).score, 0.4);
  equal(decide(row, { classes, positive: 0, threshold: 0.1 }).label, 'b');
  equal(decide(row, { classes, positive: 0, threshold: 0.1 }).score, 0.2);
});

test.run();
