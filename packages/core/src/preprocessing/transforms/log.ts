import type { z } from 'zod';
import { quantileOf, sortedPresent } from '../order-statistics.ts';
import { numbersOf } from './numbers-of.ts';
import { standardization, standardize } from './standardize.ts';
import { stateNumber } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const logState = standardization.extend({
  /** The median; the other numbers are logarithms less its logarithm. */
  center: stateNumber,
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
  plain(states) {
    const scaled = standardize.plain(states);
    const centers = numbersOf(states, ({ center }) => center);
    const logarithms = new Float32Array(states.length);
    return (values, outputs, at) => {
      for (let i = 0; i < centers.length; i++) logarithms[i] = centredLog(values[i]!, centers[i]!);
      scaled(logarithms, outputs, at);
    };
  },
  inverse(outputs, { center, ...state }) {
    const logarithm = standardize.inverse!(outputs, state) + signedLog(center);
    return Math.sign(logarithm) * Math.expm1(Math.abs(logarithm));
  },
};

function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/**
 * The logarithm of a value less that of the column's median, in float32 step by step: it would lose the difference of two
 * large logarithms, so it is the logarithm of the ratio; and a ratio near 1 loses its difference from 1, so there it is
 * the logarithm of 1 + that difference. A median below 0 is mirrored, so that it is never below.
 */
function centredLog(value: number, center: number): number {
  const round = Math.fround;
  const mirror = center < 0 ? -1 : 1;
  const above = Math.max(value * mirror, 0);
  const unit = round(1 + Math.abs(center));
  const ratio = round(round(above + 1) / unit);
  const near = ratio > 0.5 ? preciseLog1p(round(round(above - Math.abs(center)) / unit)) : Math.log(ratio);
  return round(near - preciseLog1p(Math.max(-value * mirror, 0))) * mirror;
}

/** log(1 + x) of float32 numbers, which keeps the digits of x near 0 (Kahan). */
function preciseLog1p(x: number): number {
  const u = Math.fround(x + 1);
  const rounded = Math.fround(u - 1);
  return rounded === 0 ? x : Math.fround(x * Math.fround(Math.fround(Math.log(u)) / rounded));
}
