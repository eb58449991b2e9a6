import type { Config } from '@rampart/core';
import {
  categoricalInputs,
  type Encoding,
  fitPreprocessing,
  packRows,
  type Preprocessing,
  preprocessingWidth,
  transformRows,
} from '@rampart/core/tensor';
import { absencesOf, type EncodedGroups } from './absences.ts';
import { type TrainingData, targetsOf } from '../training/learners/network/training-data.ts';

/** Rows as `encodeTable` leaves them, with their labels: what preprocessing is fitted on. */
export interface EncodedRows {
  readonly encoding: Encoding;
  /** One column a feature; NaN is missing. */
  readonly columns: Float64Array[];
  /** Class number of each row. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** The class that a single output unit stands for; null with more than two classes where none is declared. */
  readonly positive: number | null;
  /** The table's own row weights; all 1 where left out. */
  readonly weights?: Float32Array;
  /** The feature groups of the schema, where it has any. */
  readonly featureGroups?: EncodedGroups | undefined;
}

/** The given rows, in the given order. */
export function takeEncoded(rows: EncodedRows, indices: Int32Array): EncodedRows {
  const { weights } = rows;
  return {
    ...rows,
    columns: rows.columns.map((column) => Float64Array.from(indices, (row) => column[row]!)),
    labels: indices.map((row) => rows.labels[row]!),
    ...(weights && { weights: Float32Array.from(indices, (row) => weights[row]!) }),
  };
}

/** The rows where `keep` holds, as indices. */
export function rowsWhere(rows: number, keep: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row).filter(keep);
}

/** Learns the preprocessing of rows; columns of feature groups may be missing later even where no row lacks them. */
export function fitEncoded(
  { encoding, columns, featureGroups }: Pick<EncodedRows, 'encoding' | 'columns' | 'featureGroups'>,
  transformation: Config['transformation'],
): Preprocessing {
  const grouped = new Set(featureGroups?.columns.flat());
  return fitPreprocessing(encoding, columns, {
    ...transformation,
    mayBeMissing: (column) => grouped.has(column),
  });
}

/** Rows through fitted preprocessing; `features` spares the work where it has been done. */
export function transformEncoded(
  preprocessing: Preprocessing,
  { columns, labels, classes, positive, weights, featureGroups }: EncodedRows,
  features = transformRows(preprocessing, packRows(columns), labels.length),
): TrainingData {
  return {
    rows: labels.length,
    width: preprocessingWidth(preprocessing),
    features,
    targets: targetsOf(labels, classes, positive),
    classes,
    categories: categoricalInputs(preprocessing),
    ...(weights && { weights }),
    ...(featureGroups && { absences: absencesOf(preprocessing, featureGroups) }),
  };
}
