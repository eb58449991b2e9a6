import { digits, numbered } from './generate-table.mjs';

const bands = 60;
const peaks = [6, 17, 24, 35, 44, 53];

/** Spectra: 60 bands of a few broad peaks, so that neighbours are nearly the same; heights and a shift decide. */
export const correlatedBands = {
  name: 'correlated-bands',
  rows: 3000,
  classes: ['rock', 'metal'],
  positive: 'metal',
  columns: numbered('band', bands),
  law: { shares: [0.5, 0.5], spread: 4 },
  rowMaker: (random) => () => {
    const heights = peaks.map(() => Math.exp(0.35 * random.normal()));
    const shift = 1.2 * random.normal();
    const slope = 0.3 * random.normal();
    const cells = Array.from({ length: bands }, (_, band) => {
      const light = peaks.reduce(
        (sum, peak, of) => sum + heights[of] * Math.exp(-(((band - peak - shift) / (4 + of)) ** 2)),
        0.2 + (slope * band) / bands,
      );
      return digits(light + 0.02 * random.normal(), 4);
    });
    const [a, b, c, d, e] = heights.map(Math.log);
    const score = 2 * (a - b) + 6 * c * d + 0.6 * shift + Math.sin(6 * e) + 0.8 * slope;
    return { cells, scores: [score] };
  },
};
