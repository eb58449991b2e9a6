let state: u32 = 0;

/** Begins the stream of a seed anew. */
export function seed(value: u32): void {
  state = value;
}

/** 32 random bits: SplitMix32, as the package's generator is seeded by. */
export function bits(): u32 {
  state += 0x9e3779b9;
  let z = state;
  z = (z ^ (z >>> 16)) * 0x21f0aaad;
  z = (z ^ (z >>> 15)) * 0x735a2d97;
  return z ^ (z >>> 15);
}
