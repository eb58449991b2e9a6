import { type DatasetSchema, targetOf, type TypedTable } from '@rampart/core';
import { concatRows, createRandom, featuresOf, isMissing, listed, takeRows } from '@rampart/core/internal';
import { op, table as arqueroTable } from 'arquero';
import { z } from 'zod';
import { featureVectors } from '../splitting/group-rows.ts';
import { rowGroups } from '../splitting/split-table.ts';
import { auditFolds, foldsOfGroups } from './audit-folds.ts';
import { compareSplits, splitComparison } from './compare-splits.ts';
import { findIdentifiers, identifierFeature } from './identifier-features.ts';
import { countNearDuplicates, hardlyRepeated, nearDuplicates } from './near-duplicates.ts';
import { sampleGroups } from './sample-groups.ts';
import { scoreFeatures, tellingFeatures } from './telling-features.ts';

/** Why a part of the audit was left out. */
const notComputed = z.object({ notComputed: z.string() });

/** The parts that take long look at no more rows than this, */
const mostExamined = 50_000;
/** and at no more cells of features: a tree that learns noise by heart takes more than twice as long for twice as many. */
const mostCells = 42 * mostExamined;
/** With fewer rows a cross-validated score is chance. */
const leastScored = 50;

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
  /** Rows, in whole groups, that the following looked at: fewer than all in a large table. */
  examinedRows: z.number(),
  nearDuplicates: z.union([nearDuplicates, notComputed]),
  tellingFeatures: z.union([tellingFeatures, notComputed]),
  identifierFeatures: z.array(identifierFeature),
  splitComparison: z.union([splitComparison, notComputed]),
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
    ...examine(table, labels, schema),
  };
}

/** The parts that look at a sample where the table is large. */
function examine(
  table: TypedTable,
  labels: Int32Array,
  schema: DatasetSchema,
): Pick<
  LeakAudit,
  'examinedRows' | 'nearDuplicates' | 'tellingFeatures' | 'identifierFeatures' | 'splitComparison'
> {
  const features = featuresOf(schema).map((column) => column.name);
  const groupsOfAll = rowGroups(table, schema);
  const rows = sampleGroups(groupsOfAll, Math.min(mostExamined, Math.ceil(mostCells / features.length)));
  const sample = rows.length === table.rows ? table : takeRows(table, rows);
  const unique = hardlyRepeated(sample, features);
  return {
    examinedRows: rows.length,
    nearDuplicates:
      unique.length < 2
        ? countNearDuplicates(sample, features)
        : {
            notComputed: `the values of ${listed(unique, 3)} hardly repeat, so no two rows differ in one feature`,
          },
    identifierFeatures: findIdentifiers(sample, schema),
    ...scoreQuickly(
      sample,
      Int32Array.from(rows, (row) => labels[row]!),
      Int32Array.from(rows, (row) => groupsOfAll[row]!),
      schema,
    ),
  };
}

/** The parts that cross-validate. */
function scoreQuickly(
  table: TypedTable,
  labels: Int32Array,
  groups: Int32Array,
  schema: DatasetSchema,
): Pick<LeakAudit, 'tellingFeatures' | 'splitComparison'> {
  const target = targetOf(schema);
  const classes = target.classes.length;
  if (table.rows < leastScored || distinct(labels) < 2 || distinct(groups) < auditFolds) {
    const reason = {
      notComputed: `fewer than ${leastScored} rows, ${auditFolds} groups of them or two classes`,
    };
    return { tellingFeatures: reason, splitComparison: reason };
  }
  const features = featuresOf(schema).map((column) => column.name);
  const random = createRandom(1);
  const leakFree = foldsOfGroups({ groups, labels, classes }, random.fork('groups'));
  const single = Int32Array.from(labels, (_, row) => row);
  const atRandom = foldsOfGroups({ groups: single, labels, classes }, random.fork('rows'));
  return {
    tellingFeatures: scoreFeatures(table, features, target, { labels, folds: leakFree }),
    splitComparison: compareSplits(table, features, labels, target, { random: atRandom, leakFree }),
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
