import {
  type Config,
  type DatasetSchema,
  type Random,
  RampartError,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { featuresOf } from '@rampart/core/internal';
import { assignFolds } from '../splitting/assign-folds.ts';
import { countCrossing } from '../splitting/count-crossing.ts';
import { forwardBlocks } from '../splitting/forward-folds.ts';
import { featureVectors } from '../splitting/group-rows.ts';
import { splitProblems } from '../splitting/split-problems.ts';
import { classNumbers, foldColumns, presentColumn, rowGroups } from '../splitting/split-table.ts';

/** Rows of one outer fold, by their positions in the table. */
export interface OuterFold {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  /** Test rows whose feature vector is among the training rows. */
  readonly seen: number;
}

/**
 * The outer folds of a cross-validation in the way the settings split: whole groups of rows (equal feature vectors,
 * the schema's group columns, the settings' own), those of a key alone, single rows for `by: row`, and for `by: time`
 * each fold tested on rows newer than all that it trains on. Shifted holdouts play no part. Throws RampartError where the settings or
 * the rows do not allow the folds.
 */
export function outerFolds(
  table: TypedTable,
  schema: DatasetSchema,
  split: Config['split'],
  folds: number,
  random: Random,
): OuterFold[] {
  const problems = splitProblems(schema, split);
  if (problems.length > 0) throw new RampartError('config', problems);
  const { by, column } = split;
  const partOf =
    by === 'time'
      ? forwardBlocks(presentColumn(table, schema, column!) as Float64Array, folds)
      : assignFolds({
          groups: foldGroups(table, schema, split),
          labels: classNumbers(table, targetOf(schema)),
          classes: targetOf(schema).classes.length,
          folds,
          random,
        });
  const features = featuresOf(schema).map((feature) => feature.name);
  const rowsWhere = (wanted: (part: number) => boolean) =>
    Uint32Array.from(partOf.keys()).filter((row) => wanted(partOf[row]!));
  return Array.from({ length: folds }, (_, fold) => {
    const train = rowsWhere((part) => (by === 'time' ? part <= fold : part !== fold));
    const test = rowsWhere((part) => part === (by === 'time' ? fold + 1 : fold));
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
