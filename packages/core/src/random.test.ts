import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { createRandom } from './random.ts';

const test = suite('random');

/** xoshiro128** in big integers, straight from its definition, seeded by SplitMix32. */
function* reference(seed: number): Generator<number> {
  const m32 = (value: bigint) => value & 0xffff_ffffn;
  const rotate = (value: bigint, by: bigint) => m32((value << by) | (value >> (32n - by)));
  let mixed = BigInt(seed);
  const split = () => {
    mixed = m32(mixed + 0x9e37_79b9n);
    let z = m32((mixed ^ (mixed >> 16n)) * 0x21f0_aaadn);
    z = m32((z ^ (z >> 15n)) * 0x735a_2d97n);
    return z ^ (z >> 15n);
  };
  const s = [split(), split(), split(), split()] as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number(m32(rotate(m32(s[1] * 5n), 7n) * 9n));
    const t = m32(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
  }
}

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });

test('draws follow the definition of the generator', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = createRandom(seed);
      const expected = reference(seed);
      for (let i = 0; i < 50; i++) equal(random.next(), expected.next().value / 2 ** 32);
    }),
  );
});

test('integers keep to their bound and reach every value', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 12 }), (seed, bound) => {
      const random = createRandom(seed);
      const drawn = new Set(Array.from({ length: 400 }, () => random.integer(bound)));
      equal(drawn.size, bound);
      ok([...drawn].every((value) => Number.isInteger(value) && value >= 0 && value < bound));
    }),
  );
});

test('normal draws have mean 0 and deviation 1', () => {
  const random = createRandom(3);
  const draws = Array.from({ length: 20_000 }, () => random.normal());
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `${mean} ${variance}`);
});

test('a shuffle permutes, and every place is as likely', () => {
  const random = createRandom(9);
  const first = new Float64Array(5);
  for (let i = 0; i < 5000; i++) {
    const order = random.shuffle([0, 1, 2, 3, 4]);
    deepEqual(
      order.toSorted((left, right) => left - right),
      [0, 1, 2, 3, 4],
    );
    first[order[0]!]! += 1;
  }
  ok(
    first.every((count) => Math.abs(count - 1000) < 120),
    [...first].join(' '),
  );
});

test('a fork is a stream of its own, whatever has been drawn before', () => {
  const random = createRandom(1);
  const before = random.fork('dropout').next();
  random.next();
  equal(random.fork('dropout').next(), before);
  const draws = (name: string) => {
    const fork = random.fork(name);
    return Array.from({ length: 4 }, () => fork.next());
  };
  notDeepEqual(draws('dropout'), draws('shuffle'));
});

test.run();
