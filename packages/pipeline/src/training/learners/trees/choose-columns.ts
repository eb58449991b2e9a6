import type { TreeSettings } from '@rampart/core/internal';
import type { FeatureEncoding } from '@rampart/core/tensor';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { type ColumnValues, columnValues, fitBorders } from './fit-borders.ts';
import { mostSplits, type SplitColumn } from './split-column.ts';

/** A category of more used codes than this is given by how often each class goes with its value as well. */
const mostAlone = 8;

/** Below every cell, so that a border there tells missing values from all others; a float32 number. */
const belowAll = -(2 ** 127);

/** No code, for the split that tells missing values of a category from all others. */
const noCode = -1;

/** How trees take encoded columns. */
export interface ColumnPlan {
  /** What splits are about, in their order. */
  readonly columns: readonly SplitColumn[];
  /** Categories that are also given by how often each class goes with their values. */
  readonly categories: readonly number[];
}

/**
 * Chooses how each encoded column is split: numbers, and codes whose order is one of numbers, by borders; the others by
 * one code against the rest where they have few.
 */
export function chooseColumns(
  { encoding, columns, classes, weights, monotone }: EncodedRows,
  { borders, oneHot }: Pick<TreeSettings, 'borders' | 'oneHot'>,
): ColumnPlan {
  const chosen: SplitColumn[] = [];
  const categories: number[] = [];
  for (const [column, feature] of encoding.entries()) {
    const found = columnValues(columns[column]!, weights);
    // Of more classes than two none is the one whose score rises.
    const direction = classes === 2 ? (monotone?.[column] ?? 0) : 0;
    const { values, missing } = found;
    const shared = { column, missing, monotone: direction };
    if (feature.type === 'number') {
      chosen.push({ ...shared, equals: false, values: withMissing(found, borders) });
    } else if (direction !== 0 || inOrder(feature)) {
      // Between codes: one that is not in the vocabulary lies above all.
      const between = withMissing(found, borders).map((border) =>
        border < 0 ? border : Math.floor(border) + 0.5,
      );
      chosen.push({ ...shared, equals: false, values: between });
    } else {
      if (values.length <= Math.min(oneHot, mostSplits - Number(missing))) {
        const codes = missing ? [noCode, ...values] : [...values];
        chosen.push({ ...shared, equals: true, values: values.length === 1 && !missing ? [] : codes });
      }
      if (values.length > mostAlone) categories.push(column);
    }
  }
  return { columns: chosen, categories };
}

/** How a column that a lookup made is split; `column` is its number. */
export function lookupColumn(
  column: number,
  cells: ArrayLike<number>,
  borders: number,
  weights?: ArrayLike<number>,
): SplitColumn {
  const found = columnValues(cells, weights);
  return { column, equals: false, missing: found.missing, monotone: 0, values: withMissing(found, borders) };
}

/** Borders of a column, with one that tells missing values from all others where there are any. */
function withMissing(values: ColumnValues, most: number): number[] {
  if (!values.missing) return fitBorders(values, most);
  return [belowAll, ...fitBorders(values, Math.min(most, mostSplits - 1))];
}

/** Whether codes are as good as numbers: the vocabulary is numbers that rise. */
function inOrder(feature: FeatureEncoding & { readonly type: 'category' }): boolean {
  const { vocabulary } = feature;
  return (
    vocabulary.length > 0 &&
    vocabulary.every(
      (value, i) => typeof value === 'number' && (i === 0 || value > Number(vocabulary[i - 1])),
    )
  );
}

/** The codes that a category may have: those of its vocabulary, and of all other values. */
export function codesOf(feature: FeatureEncoding & { readonly type: 'category' }): number {
  return feature.vocabulary.length + (feature.buckets ?? 1);
}
