import { equal, notEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { canonicalJson, digestOf, sha256 } from './digest.ts';

const test = suite('digest');

test('sha256 of the empty text and of "abc" are those of the standard', () => {
  equal(sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  equal(sha256(new TextEncoder().encode('abc')), sha256('abc'));
});

test('canonical JSON is JSON, and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      equal(canonicalJson(JSON.parse(text)), text);
      equal(digestOf(reversed(value)), digestOf(value));
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test('a member that is undefined is left out, and different data differ', () => {
  equal(canonicalJson({ b: 1, a: undefined }), '{"b":1}');
  notEqual(digestOf({ a: [1, 2] }), digestOf({ a: [2, 1] }));
});

test('what JSON cannot hold is refused rather than changed', () => {
  for (const value of [Number.NaN, Infinity, [Number.NaN], new Map(), new Date(), 1n, () => 1]) {
    throws(() => canonicalJson(value), TypeError);
  }
});

test.run();
