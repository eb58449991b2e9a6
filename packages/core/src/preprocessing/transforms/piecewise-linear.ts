import { z } from 'zod';
import { binEdges, binOf } from '../bin-edges.ts';
import { sortedPresent } from '../order-statistics.ts';
import { stateEdges } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const piecewiseLinearState = z.strictObject({
  /** Bin edges, rising and distinct. */
  edges: stateEdges,
});
export type PiecewiseLinear = z.infer<typeof piecewiseLinearState>;

/**
 * One input a bin: how much of the bin lies below the value, 0 to 1 (the piecewise-linear encoding of Gorishniy et
 * al., 2022), so that a linear layer draws any function with a kink at each edge. A column with no more values than
 * edges has an edge at each of them, and its encoding tells all of them apart.
 */
export const piecewiseLinear: Transform<PiecewiseLinear> = {
  name: 'piecewise-linear',
  state: piecewiseLinearState,
  evenWidths: true,
  fit(column, { pieces }) {
    const sorted = sortedPresent(column);
    const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
    return { edges: distinct.length <= pieces + 1 ? [...distinct] : binEdges(sorted, pieces) };
  },
  width: ({ edges }) => edges.length - 1,
  plain: (states) => (values, outputs, at) => {
    let start = at;
    for (let i = 0; i < states.length; i++) {
      const { edges } = states[i]!;
      const value = values[i]!;
      const bin = binOf(edges, value);
      const end = start + edges.length - 1;
      outputs.fill(1, start, Math.min(start + Math.max(bin, 0), end));
      outputs.fill(0, Math.min(start + Math.max(bin, 0), end), end);
      if (bin >= 0 && start + bin < end) {
        const width = Math.fround(edges[bin + 1]! - edges[bin]!);
        outputs[start + bin] = Math.fround(value - edges[bin]!) / width;
      }
      start = end;
    }
  },
};
