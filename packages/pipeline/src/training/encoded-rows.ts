import {
  type Encoding,
  packRows,
  type Preprocessing,
  preprocessingWidth,
  transformRows,
} from '@rampart/core/tensor';
import { type TrainingData, targetsOf } from './training-data.ts';

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

/** Rows through fitted preprocessing; `features` spares the work where it has been done. */
export function transformEncoded(
  preprocessing: Preprocessing,
  { columns, labels, classes, positive, weights }: EncodedRows,
  features = transformRows(preprocessing, packRows(columns), labels.length),
): TrainingData {
  return {
    rows: labels.length,
    width: preprocessingWidth(preprocessing),
    features,
    targets: targetsOf(labels, classes, positive),
    classes,
    ...(weights && { weights }),
  };
}
