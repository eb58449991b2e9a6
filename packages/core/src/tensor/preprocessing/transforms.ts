import { imputeMedian } from './impute-median.ts';
import { imputeMostFrequent } from './impute-most-frequent.ts';
import { missingFlag } from './missing-flag.ts';
import { oneHot } from './one-hot.ts';
import { quantile } from './quantile.ts';
import { standardize } from './standardize.ts';
import type { Transform } from './transform.ts';

const members: readonly Transform<unknown>[] = [
  imputeMedian,
  imputeMostFrequent,
  missingFlag,
  standardize,
  quantile,
  oneHot,
];

/** Every transform, by the name that saved models use. A new one is added here and needs nothing else. */
export const transforms: ReadonlyMap<string, Transform<unknown>> = new Map(
  members.map((transform) => [transform.name, transform]),
);
