import { centredPlain, fitRobustScale, type RobustScale, robustScale } from './robust-scale.ts';
import type { Transform } from './transform.ts';

/** Interquartile ranges beyond which a value counts no further. */
export const robustLimit = 10;

/** 0 at the median, one unit an interquartile range (scikit-learn's RobustScaler), cut off hard at ±10. */
export const robust: Transform<RobustScale> = {
  name: 'robust',
  state: robustScale,
  fit: fitRobustScale,
  width: () => 1,
  plain: (states) => centredPlain(states, robustLimit, (centred) => centred),
  inverse: ([output], { center, scale }) => center + output! * scale,
};
