import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { didYouMean } from './did-you-mean.ts';

const test = suite('didYouMean');
const settings = ['seed', 'epochs', 'batchSize', 'learningRate', 'labelSmoothing', 'folds'];

test('finds what was meant', () => {
  const slips = {
    sede: 'seed',
    epoch: 'epochs',
    batch_size: 'batchSize',
    'Learning-Rate': 'learningRate',
    fold: 'folds',
  };
  for (const [slip, meant] of Object.entries(slips)) assert.is(didYouMean(slip, settings), meant);
});

test('says nothing where nothing is near', () => {
  assert.is(didYouMean('production', settings), undefined);
  assert.is(didYouMean('x', settings), undefined);
  assert.is(didYouMean('anything', []), undefined);
});

test('a candidate is always its own nearest', () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(words, (names) => names.every((name) => didYouMean(name, names) === name)));
});

test.run();
