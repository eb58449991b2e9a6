import { z } from 'zod';
import { countsOf, single } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

const frequencyState = z.strictObject({
  /** The share of training rows that have a code, by code. */
  shares: z.array(z.number().min(0).max(1)),
});
export type Frequency = z.infer<typeof frequencyState>;

/** How common a category is: its share of the training rows, 0 for missing values and for those that no training row has. */
export const frequency: Transform<Frequency> = {
  name: 'frequency',
  takesMissing: true,
  state: frequencyState,
  fit(column) {
    const counts = countsOf(column);
    const codes = [...counts.keys()].reduce((most, code) => Math.max(most, code), 0) + 1;
    return {
      shares: Array.from({ length: codes }, (_, code) => single((counts.get(code) ?? 0) / column.length)),
    };
  },
  width: () => 1,
  plain: (states) => (values, outputs, at) => {
    for (let i = 0; i < states.length; i++) {
      const code = values[i]!;
      outputs[at + i] = Number.isNaN(code) ? 0 : (states[i]!.shares[Math.floor(code)] ?? 0);
    }
  },
};
