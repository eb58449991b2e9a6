import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { differenceRow, pairedDifferences } from './paired-differences.mjs';

const test = suite('pairedDifferences');
const folds = [{ test: [0, 1] }, { test: [2, 3] }];

/** A contender by the chance that each row's true class got; from one half on it is right. */
function named(name, ...chances) {
  return {
    name,
    folds: folds.map(({ test: rows }) => {
      const losses = rows.map((row) => -Math.log(chances[row]));
      const hits = rows.map((row) => Number(chances[row] >= 0.5));
      const meanOf = (all) => (all[0] + all[1]) / 2;
      return { losses, hits, metrics: { accuracy: meanOf(hits), logLoss: meanOf(losses) } };
    }),
  };
}

test('mean differences, and their errors by fold and by group', () => {
  const ours = named('a', 0.9, 0.8, 0.7, 0.4);
  const [{ accuracy, logLoss }] = pairedDifferences(
    [ours],
    [named('b', 0.9, 0.4, 0.7, 0.4)],
    folds,
    [0, 1, 2, 3],
  );
  assert.equal(accuracy.mean, 25);
  assert.equal(accuracy.byFold, 25);
  assert.equal(accuracy.byGroup, 25);
  const gained = Math.log(2) / 4;
  for (const figure of Object.values(logLoss)) assert.ok(Math.abs(figure - gained) < 1e-12);
});

test('one fold has an error by group alone; better is positive', () => {
  const [difference] = pairedDifferences(
    [named('a', 0.9, 0.8, 0.5, 0.5)].map(({ name, folds: [first] }) => ({ name, folds: [first] })),
    [named('b', 0.45, 0.8, 0.5, 0.5)],
    folds.slice(0, 1),
    [0, 1],
  );
  assert.deepEqual(differenceRow(difference), [
    'a',
    'b',
    '+50.00',
    undefined,
    '50.00',
    '+0.3466',
    undefined,
    '0.3466',
  ]);
});

test.run();
