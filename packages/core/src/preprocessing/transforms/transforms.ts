import { clip } from './clip.ts';
import { frequency } from './frequency.ts';
import { imputeConstant } from './impute-constant.ts';
import { imputeMean } from './impute-mean.ts';
import { imputeMedian } from './impute-median.ts';
import { imputeMostFrequent } from './impute-most-frequent.ts';
import { imputeNearest } from './impute-nearest.ts';
import { log } from './log.ts';
import { minMax } from './min-max.ts';
import { missingFlag } from './missing-flag.ts';
import { oneHot } from './one-hot.ts';
import { piecewiseLinear } from './piecewise-linear.ts';
import { quantile } from './quantile.ts';
import { robust } from './robust.ts';
import { robustSmooth } from './robust-smooth.ts';
import { standardize } from './standardize.ts';
import type { Transform } from './transform.ts';

const members: readonly Transform<unknown>[] = [
  imputeMean,
  imputeMedian,
  imputeMostFrequent,
  imputeConstant,
  imputeNearest,
  clip,
  standardize,
  minMax,
  robust,
  robustSmooth,
  log,
  quantile,
  piecewiseLinear,
  missingFlag,
  oneHot,
  frequency,
];

/**
 * Every transform, by the name that saved models use; a preprocessing lists its outputs in this order. A new one is
 * added here and needs nothing else.
 */
export const transforms: ReadonlyMap<string, Transform<unknown>> = new Map(
  members.map((transform) => [transform.name, transform]),
);
