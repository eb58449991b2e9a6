import { NearestRows, NeighbourIndex } from './neighbour-index.ts';

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
  const index = new NeighbourIndex(
    features,
    width,
    new Int32Array(features.length / width).map((_, row) => row),
  );
  const nearest = new NearestRows(k);
  const all = new Int32Array(queries * k);
  for (let row = 0; row < queries; row++) {
    nearest.clear();
    index.search(row, nearest);
    all.set(nearest.rows, row * k);
  }
  return all;
}
