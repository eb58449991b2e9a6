import { z } from 'zod';
import { binEdges, binOf } from '../bin-edges.ts';
import { single, sortedPresent } from '../order-statistics.ts';
import { stateEdges } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const quantileState = z
  .strictObject({
    /** Bin edges, rising and distinct. */
    edges: stateEdges,
    /** The share of training rows below each edge, from 0 at the first to 1 at the last. */
    ranks: z.array(z.number().min(0).max(1)).min(1),
  })
  .refine(({ edges, ranks }) => edges.length === ranks.length, { message: 'one rank for each edge' })
  .refine(({ ranks }) => ranks[0] === 0 && ranks.at(-1) === Math.min(1, ranks.length - 1), {
    message: 'ranks from 0 to 1',
  })
  .refine(({ ranks }) => ranks.every((rank, i) => i === 0 || rank >= ranks[i - 1]!), {
    message: 'ranks that never fall',
  });
export type Quantile = z.infer<typeof quantileState>;

/**
 * The rank of a value among the training rows, from -1 to 1, linear between bin edges. It is computed as a sum
 * over bins of how much of each lies below the value (the piecewise-linear encoding of Gorishniy et al.,
 * 2022, weighted by rows), which needs no search. Heavy tails and outliers become harmless, and a value apart
 * from a crowd of equal ones (a counter that is mostly 0) is a large step.
 */
export const quantile: Transform<Quantile> = {
  name: 'quantile',
  state: quantileState,
  fit(column, { bins }) {
    const sorted = sortedPresent(column);
    const edges = binEdges(sorted, bins);
    return { edges, ranks: edges.map((edge, i) => rankOf(sorted, edge, i / Math.max(1, edges.length - 1))) };
  },
  width: () => 1,
  row: (states) => states.length * states.reduce((most, { edges }) => Math.max(most, edges.length), 0),
  plain: (states) => (values, outputs, at) => {
    for (let i = 0; i < states.length; i++) {
      const { edges, ranks } = states[i]!;
      const value = values[i]!;
      const last = edges.length - 1;
      const bin = binOf(edges, value);
      if (last === 0 || bin < 0) outputs[at + i] = -1;
      else if (bin >= last) outputs[at + i] = 1;
      else {
        const inside = (value - edges[bin]!) / (edges[bin + 1]! - edges[bin]!);
        outputs[at + i] = 2 * (ranks[bin]! + inside * (ranks[bin + 1]! - ranks[bin]!)) - 1;
      }
    }
  },
  inverse([output], { edges, ranks }) {
    const rank = Math.min(Math.max((output! + 1) / 2, 0), 1);
    const bin = Math.min(
      ranks.findLastIndex((edge) => edge <= rank),
      edges.length - 2,
    );
    if (bin < 0) return edges[0]!;
    const inside = (rank - ranks[bin]!) / (ranks[bin + 1]! - ranks[bin]!);
    return edges[bin]! + inside * (edges[bin + 1]! - edges[bin]!);
  },
};

/** The share of rows below an edge, half of those equal to it counted; the ends reach 0 and 1. */
function rankOf(sorted: Float64Array, edge: number, place: number): number {
  if (place === 0 || place === 1) return place;
  return single((countBelow(sorted, edge, false) + countBelow(sorted, edge, true)) / 2 / sorted.length);
}

/** How many sorted values lie below a value, or equal it where `orEqual`. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
