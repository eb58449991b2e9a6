import type { Config } from '@rampart/core';
import { type Encoding, fitPreprocessing, type Preprocessing } from '@rampart/core/tensor';
import type { EncodedGroups } from './encoded-groups.ts';

/** Rows as `encodeTable` leaves them, with their labels: what a member learns from. */
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
  /**
   * For each column how the logit of two classes may go where its value rises: 1 never down, -1 never up, 0 either
   * way; all 0 where left out.
   */
  readonly monotone?: readonly (-1 | 0 | 1)[] | undefined;
  /** What a transformation makes of these very rows, where that has been done already. */
  readonly prepared?: PreparedRows | undefined;
}

/** Fitted preprocessing with the rows it was fitted on, transformed: row-major [rows × width]. */
export interface PreparedRows {
  readonly transformation: Config['transformation'];
  readonly preprocessing: Preprocessing;
  readonly features: Float32Array;
}

/** The rows alone, of what may hold more: as another thread is given them. */
export function onlyEncoded({
  encoding,
  columns,
  labels,
  classes,
  positive,
  weights,
  featureGroups,
  monotone,
  prepared,
}: EncodedRows): EncodedRows {
  const rows = { encoding, columns, labels, classes, positive, featureGroups, monotone, prepared };
  return { ...rows, ...(weights && { weights }) };
}

/** The given rows, in the given order. */
export function takeEncoded(rows: EncodedRows, indices: Int32Array): EncodedRows {
  const { prepared: _, weights, ...others } = rows;
  return {
    ...others,
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
