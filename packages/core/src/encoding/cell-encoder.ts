import { hashText } from '../hash-text.ts';
import { type Cell, isMissing } from '../table.ts';
import type { FeatureEncoding } from './feature-encoding.ts';

/** Beyond this size differences of float32 numbers may overflow. No measured quantity comes near. */
const largest = 1e30;

/** The function that turns one typed cell of a feature into its float: NaN for missing, finite for everything else. */
export function cellEncoder(feature: FeatureEncoding): (cell: Cell | undefined) => number {
  if (feature.type === 'number') {
    const { origin } = feature;
    return (cell) =>
      isMissing(cell) ? Number.NaN : Math.min(Math.max(Number(cell) - origin, -largest), largest);
  }
  const codes = new Map<Cell, number>(feature.vocabulary.map((value, code) => [value, code]));
  const { vocabulary, buckets } = feature;
  const unseen =
    buckets === undefined
      ? () => vocabulary.length
      : (cell: Cell) => vocabulary.length + (hashText(String(cell)) % buckets);
  return (cell) => (isMissing(cell) ? Number.NaN : (codes.get(cell!) ?? unseen(cell!)));
}
