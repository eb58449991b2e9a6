/** Inputs between two looks at whether a row is still among the nearest. */
const stride = 16;

/**
 * For each of the first `queries` rows the `k` other rows nearest to it, nearest first and of equals the first:
 * [queries × k]. `features` is row-major [rows × width], of more than `k` rows; distances are Euclidean.
 */
export function nearestNeighbours(
  features: Float32Array,
  width: number,
  k: number,
  queries = features.length / width,
): Int32Array {
  const rows = features.length / width;
  const nearest = new Int32Array(queries * k);
  const distances = new Float64Array(k);
  for (let row = 0; row < queries; row++) {
    distances.fill(Number.POSITIVE_INFINITY);
    for (let other = 0; other < rows; other++) {
      if (other === row) continue;
      const distance = squaredDistance(features, row * width, other * width, width, distances[k - 1]!);
      if (distance >= distances[k - 1]!) continue;
      let at = k - 1;
      for (; at > 0 && distances[at - 1]! > distance; at--) {
        distances[at] = distances[at - 1]!;
        nearest[row * k + at] = nearest[row * k + at - 1]!;
      }
      distances[at] = distance;
      nearest[row * k + at] = other;
    }
  }
  return nearest;
}

/** Given up, with a part of it, once it is `most` or more. */
function squaredDistance(features: Float32Array, a: number, b: number, width: number, most: number): number {
  let sum = 0;
  for (let start = 0; start < width && sum < most; start += stride) {
    const end = Math.min(start + stride, width);
    for (let i = start; i < end; i++) {
      const difference = features[a + i]! - features[b + i]!;
      sum += difference * difference;
    }
  }
  return sum;
}
