import { type Config, type DatasetSchema, type Random, targetOf, type TypedTable } from '@rampart/core';
import { featuresOf } from '@rampart/core/internal';
import { assignFolds } from '../splitting/assign-folds.ts';
import { countCrossing } from '../splitting/count-crossing.ts';
import { forwardBlocks } from '../splitting/forward-folds.ts';
import { featureVectors } from '../splitting/group-rows.ts';
import { classNumbers, foldColumns, presentColumn, rowGroups } from '../splitting/split-table.ts';
import type { FoldNumbers } from './fold-numbers.ts';

/** Rows of one outer fold, by their positions in the table. */
export interface OuterFold {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  /** Test rows whose feature vector is among the training rows. */
  readonly seen: number;
}

/**
 * Which outer fold of a cross-validation tests each row, in the way the settings split, which `splitProblems` has
 * checked: whole groups of rows (equal feature vectors, the schema's group columns, the settings' own), those of a key
 * alone, single rows for `by: row`, and for `by: time` each fold tested on rows newer than all that it trains on.
 * Shifted holdouts play no part. Throws RampartError where the rows do not allow the folds.
 */
export function numberFolds(
  table: TypedTable,
  schema: DatasetSchema,
  split: Config['split'],
  folds: number,
  random: Random,
): FoldNumbers {
  const { by, column } = split;
  if (by === 'time') {
    const blocks = forwardBlocks(presentColumn(table, schema, column!) as Float64Array, folds);
    return { testedIn: blocks, forward: true };
  }
  const target = targetOf(schema);
  const fold = assignFolds({
    groups: foldGroups(table, schema, split),
    labels: classNumbers(table, target),
    classes: target.classes.length,
    folds,
    random,
  });
  return { testedIn: fold.map((part) => part + 1), forward: false };
}

/** The rows that each fold trains on and tests. */
export function outerFolds(
  table: TypedTable,
  schema: DatasetSchema,
  { testedIn, forward }: FoldNumbers,
): OuterFold[] {
  const features = featuresOf(schema).map((feature) => feature.name);
  const folds = testedIn.reduce((most, fold) => Math.max(most, fold), 0);
  const rowsWhere = (wanted: (fold: number) => boolean) =>
    Uint32Array.from(testedIn.keys()).filter((row) => wanted(testedIn[row]!));
  return Array.from({ length: folds }, (_, at) => {
    const train = rowsWhere((fold) => (forward ? fold <= at : fold !== at + 1));
    const test = rowsWhere((fold) => fold === at + 1);
    const seen = countCrossing({ table, rows: train }, { table, rows: test }, features).holdoutRows;
    return { train, test, seen };
  });
}

function foldGroups(table: TypedTable, schema: DatasetSchema, split: Config['split']): Int32Array {
  if (split.by === 'key') {
    presentColumn(table, schema, split.column!);
    return featureVectors(table, [split.column!]);
  }
  return rowGroups(table, schema, foldColumns(split));
}
