import { type Imputation, imputation, imputePlain } from './imputation.ts';
import { meanOf, single, sortedPresent } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

/** Missing numbers become the mean of the training rows. */
export const imputeMean: Transform<Imputation> = {
  name: 'impute-mean',
  takesMissing: true,
  state: imputation,
  fit: (column) => ({ value: single(meanOf(sortedPresent(column))) }),
  width: () => 1,
  plain: imputePlain,
};
