import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { addedRows } from './growing-classes.ts';

const test = suite('growingClasses');

test('classes with rows are brought up to the largest, as far as memory allows', () => {
  assert.deepEqual(addedRows([100, 20, 0, 60], 1, 1000), [0, 80, 0, 40]);
  assert.deepEqual(addedRows([100, 20, 0, 60], 0.5, 1000), [0, 30, 0, 0]);
  assert.deepEqual(addedRows([100, 20, 0, 60], 1, 60), [0, 40, 0, 20]);
});

test.run();
