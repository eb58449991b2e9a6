import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { qualityRow } from './quality-row.mjs';

const test = suite('qualityRow');

test('shares are per cent, scores have four decimals, what is undefined has none', () => {
  const metrics = { accuracy: 0.95666, f1: null, rocAuc: 0.99, logLoss: 0.1, brier: 0.03, ece: null };
  const row = qualityRow({ name: 'a', metrics, seconds: 12.34 });
  assert.deepEqual(row, ['a', '95.67', null, '0.9900', '0.1000', '0.0300', undefined, '12.3']);
});

test.run();
