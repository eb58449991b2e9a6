import { z } from 'zod';
import { countsOf } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

const oneHotState = z.strictObject({
  /** The codes that have an input, rising. */
  slots: z.array(z.int().nonnegative()),
  /** Whether all other codes share one more input. */
  other: z.literal(true).optional(),
});
export type OneHot = z.infer<typeof oneHotState>;

/**
 * One input per category, 1 where the value is that category. The `oneHotLevels` most frequent categories of the
 * training rows have one each; rarer ones share one more, and so do values that are first seen when serving, where
 * training rows had any to learn it from. Else these give all zeros, as missing values do.
 */
export const oneHot: Transform<OneHot> = {
  name: 'one-hot',
  takesMissing: true,
  categorical: true,
  state: oneHotState,
  fit(column, { oneHotLevels, unseen = Infinity }) {
    const counts = countsOf(column);
    if (counts.size === 1 && !column.some(Number.isNaN)) return { slots: [] };
    const known = [...counts].filter(([code]) => code < unseen);
    const frequent = known.toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, oneHotLevels);
    const slots = frequent.map(([code]) => code).toSorted((a, b) => a - b);
    return slots.length < counts.size ? { slots, other: true } : { slots };
  },
  width: widthOf,
  table: (states) => states.length * states.reduce((sum, state) => sum + widthOf(state), 0),
  plain: (states) => (values, outputs, at) => {
    let start = at;
    for (let i = 0; i < states.length; i++) {
      const { slots, other } = states[i]!;
      const value = values[i]!;
      let known = 0;
      for (let slot = 0; slot < slots.length; slot++) {
        // As over tensors, for what is no code: 1 for the same, less for what is less than 1 away.
        const hot =
          value === slots[slot] ? 1 : Math.max(Math.fround(1 - Math.abs(value - slots[slot]!)), 0) || 0;
        outputs[start++] = hot;
        known += hot;
      }
      if (other) outputs[start++] = Number.isNaN(value) ? 0 : 1 - known;
    }
  },
};

function widthOf({ slots, other }: OneHot): number {
  return slots.length + (other ? 1 : 0);
}
