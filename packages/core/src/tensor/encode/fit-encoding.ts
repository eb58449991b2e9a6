import type { Column } from '../../schema/column.ts';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { domainOf } from '../../schema/domain.ts';
import { featuresOf } from '../../schema/features-of.ts';
import { type Cell, type ColumnData, columnOf, isMissing, type TypedTable } from '../../table.ts';
import type { Encoding, FeatureEncoding } from './feature-encoding.ts';

/** What `fitEncoding` may be told. */
export interface EncodingOptions {
  /** A value of a column without a declared domain needs this many training rows for a code of its own. */
  readonly minimumCategoryCount: number;
}

/** An ordinal column of numbers with more levels than this is read as a quantity. */
const mostOrdinalLevels = 12;

/**
 * Chooses each feature's encoding from training rows. Numeric and time columns become numbers, and so do
 * ordinal columns of more than 12 numbers: their order says more than a code per level. A declared domain is
 * the vocabulary as it stands, so that codes do not depend on the sample; the vocabulary of an open column
 * is the values that are frequent enough, sorted.
 */
export function fitEncoding(schema: DatasetSchema, table: TypedTable, options: EncodingOptions): Encoding {
  return featuresOf(schema).map((column) => fitFeature(column, columnOf(table, column.name), options));
}

function fitFeature(column: Column, data: ColumnData, options: EncodingOptions): FeatureEncoding {
  const { name, kind } = column;
  const { numeric, values } = domainOf(column);
  const graded = kind === 'ordinal' && numeric && (values?.length ?? 0) > mostOrdinalLevels;
  if (data instanceof Float64Array && (kind === 'numeric' || kind === 'time' || graded)) {
    return { name, type: 'number', origin: originOf(data) };
  }
  const vocabulary = values ?? frequentValues(data, options.minimumCategoryCount);
  return { name, type: 'category', vocabulary: [...vocabulary] };
}

/** The median where float32 would blur the spread around it (a time in milliseconds, say), else 0. */
function originOf(data: Float64Array): number {
  const sorted = data.filter(Number.isFinite).sort();
  if (sorted.length === 0) return 0;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const median = at(0.5);
  // The outer quantiles only where the inner half is all ties.
  const spread = at(0.75) - at(0.25) || at(1) - at(0);
  return spread > 0 && Math.abs(median) > 100 * spread ? median : 0;
}

function frequentValues(data: ColumnData, minimum: number): (number | string)[] {
  const counts = new Map<Cell, number>();
  for (const cell of data) if (!isMissing(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts]
    .flatMap(([cell, count]) => (cell !== null && count >= minimum ? [cell] : []))
    .toSorted((left, right) => (left < right ? -1 : 1));
}
