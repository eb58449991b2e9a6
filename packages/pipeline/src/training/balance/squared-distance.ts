/** Inputs between two looks at whether a row is still near enough. */
const stride = 16;

/**
 * Squared Euclidean distance of the rows of `width` inputs that begin at `a` and `b`; given up, with a part of it that
 * is more than `most`, once it is.
 */
export function squaredDistance(
  features: Float32Array,
  a: number,
  b: number,
  width: number,
  most: number,
): number {
  let sum = 0;
  for (let start = 0; start < width && sum <= most; start += stride) {
    const end = Math.min(start + stride, width);
    for (let i = start; i < end; i++) {
      const difference = features[a + i]! - features[b + i]!;
      sum += difference * difference;
    }
  }
  return sum;
}
