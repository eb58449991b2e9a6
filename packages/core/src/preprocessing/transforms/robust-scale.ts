import { z } from 'zod';
import { quantile } from '../../statistics/describe-numbers.ts';
import { single, sortedPresent } from '../order-statistics.ts';
import { numbersOf } from './numbers-of.ts';
import { stateNumber, stateScale } from './state-numbers.ts';
import type { PlainTransform } from './transform.ts';

/** The middle of a column and the number that is 1 after scaling. */
export const robustScale = z.strictObject({ center: stateNumber, scale: stateScale });
export type RobustScale = z.infer<typeof robustScale>;

/** Median and interquartile range; where the inner half is all ties, half the whole range instead. */
export function fitRobustScale(column: Float64Array): RobustScale {
  const sorted = sortedPresent(column);
  const at = (share: number) => quantile(sorted, share);
  const scale = at(0.75) - at(0.25) || (at(1) - at(0)) / 2;
  return { center: single(at(0.5)), scale: single(scale) || 1 };
}

/** `bend` of (value - center) / scale, cut off at ±`limit`. */
export function centredPlain(
  states: readonly RobustScale[],
  limit: number,
  bend: (centred: number) => number,
): PlainTransform {
  const center = numbersOf(states, (state) => state.center);
  const scale = numbersOf(states, (state) => state.scale);
  return (values, outputs, at) => {
    for (let i = 0; i < center.length; i++) {
      const centred = Math.fround(Math.fround(values[i]! - center[i]!) / scale[i]!);
      outputs[at + i] = bend(Math.min(Math.max(centred, -limit), limit));
    }
  };
}
