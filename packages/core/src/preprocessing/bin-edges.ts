import { countsOf, quantileOf } from './order-statistics.ts';

/**
 * Edges of about `bins` bins for sorted values, rising and distinct. A value that fills a bin alone gets one edge,
 * and the other rows share the bins that are left: plain quantiles would spend nearly all edges on the zeros of a
 * counter that is mostly 0.
 */
export function binEdges(sorted: Float64Array, bins: number): number[] {
  const share = sorted.length / bins;
  const heavy = new Set([...countsOf(sorted)].flatMap(([value, count]) => (count >= share ? [value] : [])));
  const light = sorted.filter((value) => !heavy.has(value));
  const edges = new Set(heavy);
  const left = Math.max(1, bins - heavy.size);
  for (let i = 0; light.length > 0 && i <= left; i++) edges.add(quantileOf(light, i / left));
  return [...edges].toSorted((a, b) => a - b);
}

/** The number of the bin that a value lies in: -1 below the first edge, that of the last edge from there on. */
export function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [-1, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
