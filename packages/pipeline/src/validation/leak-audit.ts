import { concatRows, type DatasetSchema, featuresOf, isMissing, type TypedTable } from '@rampart/core';
import { op, table as arqueroTable } from 'arquero';
import { z } from 'zod';
import { featureVectors } from '../ingestion/group-rows.ts';

/** What could make a score look better than it is. */
export const leakAudit = z.object({
  rows: z.number(),
  /** Rows that differ from every earlier one in some column. */
  distinctRows: z.number(),
  /** Different combinations of feature values. */
  distinctVectors: z.number(),
  /** Feature vectors that occur with more than one label. */
  conflictingVectors: z.number(),
  conflictingRows: z.number(),
  /** Best accuracy any model can reach on these rows, since equal vectors must get equal answers. */
  ceiling: z.number(),
  /** Features with one value only: no model learns anything from them. */
  constantFeatures: z.array(z.string()),
  /** Rows of a separate holdout whose feature vector also occurs in the training table; null without one. */
  holdoutRowsSeenInTraining: z.number().nullable(),
});
export type LeakAudit = z.infer<typeof leakAudit>;

/** Audits checked rows; `labels` are class numbers. A separate holdout is compared with them, not counted. */
export function auditLeaks(
  table: TypedTable,
  labels: Int32Array,
  schema: DatasetSchema,
  holdout: TypedTable | null = null,
): LeakAudit {
  const features = featuresOf(schema).map((column) => column.name);
  const vectors = arqueroTable({ vector: featureVectors(table, features), label: labels })
    .groupby('vector', 'label')
    .count({ as: 'rows' })
    .groupby('vector')
    .rollup({ labels: op.count(), rows: op.sum('rows'), best: op.max('rows') });
  const conflicting = vectors.filter((vector: { labels: number }) => vector.labels > 1);
  const total = (of: typeof vectors, column: string) =>
    of.numRows() === 0 ? 0 : Number(of.rollup({ total: op.sum(column) }).get('total', 0));
  return {
    rows: table.rows,
    distinctRows: distinct(featureVectors(table, [...table.columns.keys()])),
    distinctVectors: vectors.numRows(),
    conflictingVectors: conflicting.numRows(),
    conflictingRows: total(conflicting, 'rows'),
    ceiling: total(vectors, 'best') / table.rows,
    constantFeatures: features.filter((name) => isConstant(table.columns.get(name)!)),
    holdoutRowsSeenInTraining: holdout === null ? null : rowsSeen(table, holdout, features),
  };
}

function distinct(ids: Int32Array): number {
  return new Set(ids).size;
}

function isConstant(data: ArrayLike<number | string | null>): boolean {
  for (let row = 1; row < data.length; row++) {
    if (!Object.is(data[row], data[0]) && !(isMissing(data[row]) && isMissing(data[0]))) return false;
  }
  return true;
}

function rowsSeen(training: TypedTable, holdout: TypedTable, features: readonly string[]): number {
  const ids = featureVectors(concatRows(training, holdout), features);
  const seen = new Set(ids.subarray(0, training.rows));
  return ids.subarray(training.rows).reduce((count, id) => count + (seen.has(id) ? 1 : 0), 0);
}
