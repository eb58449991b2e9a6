import { type Imputation, imputation, imputePlain } from './imputation.ts';
import { countsOf, single } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

/** Missing categories become the most frequent one of the training rows, of equals the first in the vocabulary. */
export const imputeMostFrequent: Transform<Imputation> = {
  name: 'impute-most-frequent',
  takesMissing: true,
  state: imputation,
  fit(column) {
    const [[value]] = [...countsOf(column)].toSorted(([a, m], [b, n]) => n - m || a - b) as [
      [number, number],
    ];
    return { value: single(value) };
  },
  width: () => 1,
  plain: imputePlain,
};
