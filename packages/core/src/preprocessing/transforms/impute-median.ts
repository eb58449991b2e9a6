import { type Imputation, imputation, imputePlain } from './imputation.ts';
import { quantileOf, sortedPresent } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

/** Missing numbers become the median of the training rows; of two middle values it takes the upper one. */
export const imputeMedian: Transform<Imputation> = {
  name: 'impute-median',
  takesMissing: true,
  state: imputation,
  fit: (column) => ({ value: quantileOf(sortedPresent(column), 0.5) }),
  width: () => 1,
  plain: imputePlain,
};
