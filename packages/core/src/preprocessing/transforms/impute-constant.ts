import { type Imputation, imputation, imputePlain } from './imputation.ts';
import { single } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

/** Missing values become what the configuration says, or 0 where it says nothing. */
export const imputeConstant: Transform<Imputation> = {
  name: 'impute-constant',
  takesMissing: true,
  state: imputation,
  fit: (_column, { constant = 0 }) => ({ value: single(constant) }),
  width: () => 1,
  plain: imputePlain,
};
