import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashText } from './hash-text.ts';

const test = suite('hashText');

test('32 bits that spread evenly, also where texts differ by one character', () => {
  const buckets = new Array<number>(16).fill(0);
  for (let i = 0; i < 16_000; i++) buckets[hashText(`10.0.0.${i}`) % 16]!++;
  assert.ok(buckets.every((count) => Math.abs(count - 1000) < 150));
});

test('is what it was when bundles were made', () => {
  assert.equal(
    ['', 'http', '443'].map((text) => hashText(text)),
    [2872998923, 4268727788, 1333250560],
  );
});
test.run();
