import type { Config } from '../config/config-schema.ts';
import { RampartError } from '../errors.ts';
import type { Column } from '../schema/columns/column.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { domainOf } from '../schema/columns/domain.ts';
import { codeWriter } from '../schema/columns/whole-code.ts';
import { featuresOf } from '../schema/features-of.ts';
import { type Cell, type ColumnData, columnOf, isMissing, type TypedTable } from '../table.ts';
import { columnChoiceProblems, readsAsNumber } from './column-choices.ts';
import type { Encoding, FeatureEncoding } from './feature-encoding.ts';

/** What `fitEncoding` is told by the configuration. */
export type EncodingOptions = Pick<Config['transformation'], 'minimumCategoryCount' | 'buckets' | 'columns'>;

/**
 * Chooses each feature's encoding from training rows. A declared domain is the vocabulary of a category as it
 * stands, so that codes do not depend on the sample; the vocabulary of an open column is the values that are
 * frequent enough, sorted. The rare ones have the same code as those that are first seen when serving. Throws
 * RampartError('config') where the options choose what does not fit the schema.
 */
export function fitEncoding(schema: DatasetSchema, table: TypedTable, options: EncodingOptions): Encoding {
  const problems = columnChoiceProblems(schema, options.columns);
  if (problems.length > 0) throw new RampartError('config', problems);
  return featuresOf(schema).map((column) => fitFeature(column, columnOf(table, column.name), options));
}

function fitFeature(column: Column, data: ColumnData, options: EncodingOptions): FeatureEncoding {
  const { name } = column;
  const choice = options.columns[name];
  if (data instanceof Float64Array && readsAsNumber(column, choice)) {
    return { name, type: 'number', origin: originOf(data) };
  }
  if (choice?.encode === 'hashing') {
    return { name, type: 'category', vocabulary: [], buckets: options.buckets };
  }
  const vocabulary = domainOf(column).values ?? frequentValues(data, options.minimumCategoryCount);
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
  const written = codeWriter<Cell>(counts.keys());
  // What is added on the way is no code again.
  for (const [cell, count] of Array.from(counts)) {
    const code = written(cell);
    if (code === cell) continue;
    counts.delete(cell);
    counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return [...counts]
    .flatMap(([cell, count]) => (cell !== null && count >= minimum ? [cell] : []))
    .toSorted((left, right) => (left < right ? -1 : 1));
}
