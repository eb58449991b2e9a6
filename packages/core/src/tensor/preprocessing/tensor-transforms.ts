import type { Tensor2D } from '@tensorflow/tfjs-core';
import { clip } from '../../preprocessing/transforms/clip.ts';
import { frequency } from '../../preprocessing/transforms/frequency.ts';
import { imputeConstant } from '../../preprocessing/transforms/impute-constant.ts';
import { imputeMean } from '../../preprocessing/transforms/impute-mean.ts';
import { imputeMedian } from '../../preprocessing/transforms/impute-median.ts';
import { imputeMostFrequent } from '../../preprocessing/transforms/impute-most-frequent.ts';
import { imputeNearest } from '../../preprocessing/transforms/impute-nearest.ts';
import { log } from '../../preprocessing/transforms/log.ts';
import { minMax } from '../../preprocessing/transforms/min-max.ts';
import { missingFlag } from '../../preprocessing/transforms/missing-flag.ts';
import { oneHot } from '../../preprocessing/transforms/one-hot.ts';
import { piecewiseLinear } from '../../preprocessing/transforms/piecewise-linear.ts';
import { quantile } from '../../preprocessing/transforms/quantile.ts';
import { robust } from '../../preprocessing/transforms/robust.ts';
import { robustSmooth } from '../../preprocessing/transforms/robust-smooth.ts';
import { standardize } from '../../preprocessing/transforms/standardize.ts';
import type { Transform } from '../../preprocessing/transforms/transform.ts';
import { applyClip } from './clip.ts';
import { applyFrequency } from './frequency.ts';
import { impute } from './impute.ts';
import { applyImputeNearest } from './impute-nearest.ts';
import { applyLog } from './log.ts';
import { applyMinMax } from './min-max.ts';
import { applyMissingFlag } from './missing-flag.ts';
import { applyOneHot } from './one-hot.ts';
import { applyPiecewiseLinear } from './piecewise-linear.ts';
import { applyQuantile } from './quantile.ts';
import { applyRobust, applyRobustSmooth } from './robust.ts';
import { applyStandardize } from './standardize.ts';

/** A transform over tensors: all columns that share it at once, [rows, columns] → [rows, sum of widths]. */
export type TensorTransform<State> = (block: Tensor2D, states: readonly State[]) => Tensor2D;

/** The tensor operations of every transform, by its name. */
export const tensorTransforms: ReadonlyMap<string, TensorTransform<unknown>> = new Map([
  entry(imputeMean, impute),
  entry(imputeMedian, impute),
  entry(imputeMostFrequent, impute),
  entry(imputeConstant, impute),
  entry(imputeNearest, applyImputeNearest),
  entry(clip, applyClip),
  entry(standardize, applyStandardize),
  entry(minMax, applyMinMax),
  entry(robust, applyRobust),
  entry(robustSmooth, applyRobustSmooth),
  entry(log, applyLog),
  entry(quantile, applyQuantile),
  entry(piecewiseLinear, applyPiecewiseLinear),
  entry(missingFlag, applyMissingFlag),
  entry(oneHot, applyOneHot),
  entry(frequency, applyFrequency),
]);

function entry<State>(
  { name }: Transform<State>,
  apply: TensorTransform<State>,
): [name: string, apply: TensorTransform<unknown>] {
  return [name, apply as TensorTransform<unknown>];
}
