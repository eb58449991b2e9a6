import { centredPlain, fitRobustScale, type RobustScale, robustScale } from './robust-scale.ts';
import type { Transform } from './transform.ts';

/** What the outputs of the largest values come near to. */
export const smoothLimit = 3;
/** Before the square, which would overflow float32; the output has long come to its limit. */
export const smoothCut = 1e6;

/** As `robust`, but bent smoothly to ±3 by x / √(1 + (x/3)²), as in RealMLP (Holzmüller et al., 2024). */
export const robustSmooth: Transform<RobustScale> = {
  name: 'robust-smooth',
  state: robustScale,
  fit: fitRobustScale,
  width: () => 1,
  plain: (states) => centredPlain(states, smoothCut, (x) => x / Math.sqrt((x / smoothLimit) ** 2 + 1)),
  inverse([output], { center, scale }) {
    return center + (scale * output!) / Math.sqrt(1 - (output! / smoothLimit) ** 2);
  },
};
