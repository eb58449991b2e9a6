import type { FeatureEncoding } from '@rampart/core/tensor';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { type ColumnProfile, profileColumn } from '../../schema-inference/column-profile.ts';
import { inferClock } from '../../schema-inference/infer-clock.ts';
import { inferIdentifier } from '../../schema-inference/infer-identifier.ts';
import { ColumnSketch } from '../../schema-inference/profile/column-sketch.ts';
import { address, code } from '../../schema-inference/profile/text-shapes.ts';

/** A feature that behaves like a clock or names its rows, whatever the schema says of it. */
export interface SuspectFeature {
  readonly name: string;
  /** Its number among the encoded columns. */
  readonly column: number;
  readonly looksLike: 'clock' | 'identifier';
  readonly why: string;
}

/** Enough to see how a column behaves, and few enough for an exact count of its values; all rows of a wide table take long. */
const mostRows = 4000;
const leastRows = 50;

/** Looks at rows in the order of the table, every so many of a long one. */
export function suspectFeatures({
  encoding,
  columns,
}: Pick<EncodedRows, 'encoding' | 'columns'>): SuspectFeature[] {
  return encoding.flatMap((feature, column) => {
    const found = suspicion(profileOf(feature, columns[column]!));
    return found === undefined ? [] : [{ name: feature.name, column, ...found }];
  });
}

function suspicion(profile: ColumnProfile): Pick<SuspectFeature, 'looksLike' | 'why'> | undefined {
  const { present, distinct, numbers, wordCells, shapes } = profile;
  if (present < leastRows) return undefined;
  const clock = inferClock(profile);
  const identifier = inferIdentifier(profile);
  if (clock !== undefined && identifier?.sure !== true) return { looksLike: 'clock', why: clock.why };
  if (identifier !== undefined) return { looksLike: 'identifier', why: identifier.why };
  if (wordCells > 0) {
    const made = (shapes.get(address) ?? 0) + (shapes.get(code) ?? 0) > 0.9 * wordCells;
    return made && distinct > 12
      ? { looksLike: 'identifier', why: 'it holds addresses or made-up names' }
      : undefined;
  }
  const { cells, falls } = numbers;
  if (distinct <= 20 || (falls > 0.02 * cells && falls < 0.98 * (cells - 1))) return undefined;
  return { looksLike: 'clock', why: `it ${falls > 0.02 * cells ? 'falls' : 'never falls'} from row to row` };
}

/** The profile of a feature's values as a table would hold them. */
function profileOf(feature: FeatureEncoding, values: Float64Array): ColumnProfile {
  const sketch = new ColumnSketch();
  const step = Math.max(1, Math.ceil(values.length / mostRows));
  for (let row = 0; row < values.length; row += step) sketch.add(valueOf(feature, values[row]!));
  return profileColumn(feature.name, sketch, []);
}

function valueOf(feature: FeatureEncoding, encoded: number): number | string | null {
  if (Number.isNaN(encoded)) return null;
  // Fifteen digits are those that an origin leaves whole.
  if (feature.type === 'number') return Number((encoded + feature.origin).toPrecision(15));
  return feature.vocabulary[encoded] ?? null;
}
