import { hashText } from '../hash-text.ts';
import { type Cell, isMissing } from '../table.ts';
import { codeWriter } from '../schema/columns/whole-code.ts';
import type { Encoding, FeatureEncoding } from './feature-encoding.ts';

/** Beyond this size differences of float32 numbers may overflow. No measured quantity comes near. */
const largest = 1e30;

/** The function that turns one typed cell of a feature into its float: NaN for missing, finite for everything else. */
export function cellEncoder(feature: FeatureEncoding): (cell: Cell | undefined) => number {
  if (feature.type === 'number') {
    const { origin } = feature;
    return (cell) =>
      isMissing(cell) ? Number.NaN : Math.min(Math.max(Number(cell) - origin, -largest), largest);
  }
  const { vocabulary, buckets } = feature;
  const codeOf = vocabularyCodes(vocabulary);
  const unseen =
    buckets === undefined
      ? () => vocabulary.length
      : (cell: Cell) => vocabulary.length + (hashText(String(cell)) % buckets);
  return (cell) => (isMissing(cell) ? Number.NaN : (codeOf(cell!) ?? unseen(cell!)));
}

/** Finds the place of a value in a vocabulary; of whole numbers however they are written. */
function vocabularyCodes(vocabulary: readonly (number | string)[]): (cell: Cell) => number | undefined {
  const written = codeWriter<Cell>(vocabulary);
  const codes = new Map<Cell, number>();
  vocabulary.forEach((value, code) => {
    if (!codes.has(written(value))) codes.set(written(value), code);
  });
  // A model may have been made when 22 and 22.0 were two values.
  vocabulary.forEach((value, code) => codes.set(value, code));
  return (cell) => codes.get(cell) ?? codes.get(written(cell));
}

/** Of each category of an encoding: whether a cell is a value that is not in its vocabulary. */
export function unlearnedValues(
  encoding: Encoding,
): ReadonlyMap<string, (cell: Cell | undefined) => boolean> {
  return new Map(
    encoding.flatMap((feature) => {
      if (feature.type === 'number' || feature.buckets !== undefined) return [];
      const codeOf = vocabularyCodes(feature.vocabulary);
      return [[feature.name, (cell) => !isMissing(cell) && codeOf(cell!) === undefined]];
    }),
  );
}
