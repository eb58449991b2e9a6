import { hashText } from './hash-text.ts';

/** A seeded stream of numbers: the same seed gives the same stream on every machine and every release. */
export interface Random {
  /** What the stream was made from: `createRandom(seed)` begins it anew, in another thread for instance. */
  readonly seed: number;
  /** A float in [0, 1) with 32 random bits. */
  next(): number;
  /** An integer in [0, bound), without modulo bias. */
  integer(bound: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** A stream of its own, independent of how much this one has been used. */
  fork(name: string): Random;
  /** Permutes the array in place (Fisher-Yates) and returns it. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
}

/** SplitMix32: spreads one 32-bit seed over the state of the generator, as its authors advise. */
function splitMix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** `value % bound` for integers up to 2^32: `%` takes several times as long beyond 2^31. */
function remainder(value: number, bound: number): number {
  // No quotient of such integers is so near the next one that it is rounded to it.
  return value - Math.floor(value / bound) * bound;
}

/**
 * xoshiro128** (Blackman and Vigna, 2018) seeded by SplitMix32. It is ours rather than a package's because
 * the bytes of a bundle depend on it: a dependency's upgrade must not change what a seed gives.
 */
export function createRandom(seed: number): Random {
  const fill = splitMix(seed);
  // A typed array keeps the state in 32-bit integers: twice as fast as four variables.
  const state = Int32Array.of(fill(), fill(), fill(), fill());
  const bits = (): number => {
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]! ^ a;
    const d = state[3]! ^ b;
    const rotated = Math.imul(b, 5);
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    return Math.imul((rotated << 7) | (rotated >>> 25), 9) >>> 0;
  };
  const next = () => bits() / 0x1_0000_0000;
  const integer = (bound: number): number => {
    // Draws above the last whole multiple of the bound would favour small results.
    const limit = 0x1_0000_0000 - remainder(0x1_0000_0000, bound);
    for (;;) {
      const draw = bits();
      if (draw < limit) return remainder(draw, bound);
    }
  };
  return {
    seed,
    next,
    integer,
    normal() {
      // 1 - next() lies in (0, 1], so the logarithm is finite.
      return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    },
    fork: (name) => createRandom(hashText(name, seed)),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = items[i]!;
        items[i] = items[j]!;
        items[j] = held;
      }
      return items;
    },
  };
}
