import { suite } from 'uvu';
import { testTransform } from '../../testing/test-transform.ts';
import { missingFlag } from './missing-flag.ts';

const test = suite('missing-flag');
testTransform(test, missingFlag, {
  columns: 'numbers',
  reference: (value) => [Number(Number.isNaN(value))],
});
test.run();
