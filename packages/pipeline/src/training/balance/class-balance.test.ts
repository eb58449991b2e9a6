import { arraysClose, closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { balancedClassWeights, classTotals, rowWeights } from './class-balance.ts';

const test = suite('classBalance');

const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 2]);

test('balanced classes have the same total, with and without row weights', () => {
  for (const given of [undefined, Float32Array.from(labels, (_, row) => row + 1)]) {
    const weights = rowWeights(labels, balancedClassWeights(classTotals(labels, 3, given)), given);
    arraysClose(classTotals(labels, 3, weights), [3, 3, 3], 1e-5);
  }
});

test('a class without rows has weight 1', () => {
  closeTo(balancedClassWeights(classTotals(labels, 4))[3]!, 1, 0);
});

test.run();
