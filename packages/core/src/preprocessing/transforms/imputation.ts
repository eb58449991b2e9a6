import { z } from 'zod';
import { numbersOf } from './numbers-of.ts';
import { stateNumber } from './state-numbers.ts';
import type { PlainTransform } from './transform.ts';

/** What stands in for a missing value. */
export const imputation = z.strictObject({ value: stateNumber });
export type Imputation = z.infer<typeof imputation>;

/** Puts each column's value where it is missing. */
export function imputePlain(states: readonly Imputation[]): PlainTransform {
  const stand = numbersOf(states, ({ value }) => value);
  return (values, outputs, at) => {
    for (let i = 0; i < stand.length; i++) {
      const value = values[i]!;
      outputs[at + i] = Number.isNaN(value) ? stand[i]! : value;
    }
  };
}
