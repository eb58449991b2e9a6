import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { scoresToCsv } from './write-scores.ts';

const test = suite('scoresToCsv');

test('rows in the order of the source, called by the threshold of each', () => {
  const folds = [
    {
      fold: 1,
      numbers: [2, 5],
      answered: {
        labels: [1, 0],
        probabilities: Float64Array.of(0.6, 0.4, 0.9, 0.1),
        thresholds: Float64Array.of(0.35, 0.35),
        classes: 2,
        positive: 1,
      },
    },
    {
      fold: 2,
      numbers: [1],
      answered: {
        labels: [1],
        probabilities: Float64Array.of(0.6, 0.4),
        thresholds: Float64Array.of(0.5),
        classes: 2,
        positive: 1,
      },
    },
  ];
  assert.equal(
    scoresToCsv(folds, ['no', 'yes, really']),
    [
      'row,fold,label,predicted,probability_no,"probability_yes, really"',
      '1,2,"yes, really",no,0.6,0.4',
      '2,1,"yes, really","yes, really",0.6,0.4',
      '5,1,no,no,0.9,0.1',
      '',
    ].join('\n'),
  );
});

test.run();
