import { equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import { createRandom } from './random.ts';
import { plainSha256 } from './sha256.ts';

const test = suite('plainSha256');
const oracle = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const random = createRandom(1);
const bytesOf = (length: number) => Uint8Array.from({ length }, () => random.integer(256));

test('every length up to 300 bytes, and some around larger powers of two, give what node:crypto gives', () => {
  const lengths = Array.from({ length: 301 }, (_, length) => length);
  for (const power of [10, 14, 17]) lengths.push(2 ** power - 1, 2 ** power, 2 ** power + 9);
  for (const length of lengths) {
    const bytes = bytesOf(length);
    equal(plainSha256(bytes), oracle(bytes), `${length} bytes`);
  }
});

test('bytes that are a part of a larger buffer are taken alone', () => {
  const bytes = bytesOf(300);
  for (let at = 0; at < 70; at++) {
    const part = bytes.subarray(at, at + 130);
    equal(plainSha256(part), oracle(part));
  }
});

test('a million times "a" is the digest of the standard', () => {
  equal(
    plainSha256(new Uint8Array(1_000_000).fill(97)),
    'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  );
});

test.run();
