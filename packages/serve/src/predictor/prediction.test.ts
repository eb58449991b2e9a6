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
      const prediction = decide(row, { classes, positive }, { threshold });
      equal(prediction.label, score >= threshold ? 'yes' : 'no');
      equal(prediction.score, score);
      deepEqual(prediction.probabilities, { yes: score, no: 1 - score });
    }),
  );
});

test('more classes: the likeliest, the first of equals; the score is about the positive class where there is one', () => {
  const classes = ['a', 'b', 'c'];
  const row = [0.2, 0.4, 0.4];
  equal(decide(row, { classes, positive: null }, { threshold: 0.9 }).label, 'b');
  equal(decide(row, { classes, positive: null }, { threshold: 0.9 }).score, 0.4);
  equal(decide(row, { classes, positive: 0 }, { threshold: 0.1 }).label, 'b');
  equal(decide(row, { classes, positive: 0 }, { threshold: 0.1 }).score, 0.2);
});

test('a probability within the band, its ends among it, is to be reviewed; without a band nothing is said of it', () => {
  fc.assert(
    fc.property(unit, unit, unit, fc.constantFrom(0, 1), (score, one, other, positive) => {
      const review = [Math.min(one, other), Math.max(one, other)] as const;
      const classes = ['no', 'yes'];
      const row = positive === 1 ? [1 - score, score] : [score, 1 - score];
      for (const reviewed of [score, ...review]) {
        const at = row.map((_, k) => (k === positive ? reviewed : 1 - reviewed));
        const { review: found } = decide(at, { classes, positive }, { threshold: 0.5, review });
        equal(found, reviewed >= review[0] && reviewed <= review[1]);
      }
      equal('review' in decide(row, { classes, positive }, { threshold: 0.5 }), false);
    }),
  );
});

test('with more classes it is the probability of the chosen one that is looked at', () => {
  const signature = { classes: ['a', 'b', 'c'], positive: 0 };
  const decision = { threshold: 0.5, review: [0, 0.5] } as const;
  equal(decide([0.2, 0.4, 0.4], signature, decision).review, true);
  equal(decide([0.1, 0.8, 0.1], signature, decision).review, false);
});

test.run();
