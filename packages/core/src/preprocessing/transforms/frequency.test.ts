import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { frequency } from './frequency.ts';

const test = suite('frequency');
testTransform(test, frequency, {
  columns: 'codes',
  reference: (value, { shares }) => [shares[value] ?? 0],
});

test('shares are of all training rows, the missing ones included', () => {
  const { shares } = frequency.fit(Float64Array.of(2, 0, 2, Number.NaN), fitOptions);
  assert.equal(shares, [0.25, 0, 0.5]);
});
test.run();
