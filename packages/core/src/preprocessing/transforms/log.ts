import { z } from 'zod';
import { quantileOf, sortedPresent } from '../order-statistics.ts';
import { standardization, standardize } from './standardize.ts';
import type { Transform } from './transform.ts';

const logState = standardization.extend({
  /** The median; the other numbers are logarithms less its logarithm. */
  center: z.number(),
});
export type Log = z.infer<typeof logState>;

/** sign(x) · log(1 + |x|), then as `standardize`: for heavy tails on both sides of 0. */
export const log: Transform<Log> = {
  name: 'log',
  state: logState,
  fit(column, options) {
    const center = quantileOf(sortedPresent(column), 0.5);
    const less = signedLog(center);
    return {
      center,
      ...standardize.fit(
        column.map((value) => signedLog(value) - less),
        options,
      ),
    };
  },
  width: () => 1,
  inverse(outputs, { center, ...state }) {
    const logarithm = standardize.inverse!(outputs, state) + signedLog(center);
    return Math.sign(logarithm) * Math.expm1(Math.abs(logarithm));
  },
};

function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}
