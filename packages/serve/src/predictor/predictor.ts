import type { Cell, DatasetSchema, Decision, Problem } from '@rampart/core';
import type { Prediction } from './prediction.ts';

/** What comes of one record of several: a prediction, or every problem of that record. */
export type PredictionResult =
  | { readonly prediction: Prediction }
  | { readonly problems: readonly Problem[] };

/** A loaded model that answers for records. Records are never changed; methods throw after `dispose`. */
export interface Predictor extends Disposable {
  readonly schema: DatasetSchema;
  readonly name: string;
  readonly version: string;
  /** Names of the columns a record holds, in the order of the schema: the features, and what the derived ones are computed from. */
  readonly features: readonly string[];
  readonly classes: readonly string[];
  /** Number of the positive class in `classes`; null where there is none. */
  readonly positive: number | null;
  /** How rows are decided by the feature groups that they have, and how good that is: complete ones first. */
  readonly decisions: readonly Decision[];
  /** The backend that computes: tfjs-node, wasm or cpu. */
  readonly backend: string;
  /** Throws a RampartError('data') with every problem of the record. */
  predict(record: Readonly<Record<string, unknown>>): Promise<Prediction>;
  /** One prediction per record, in order. Throws a RampartError('data') with the problems of all records. */
  predictMany(records: readonly Readonly<Record<string, unknown>>[]): Promise<Prediction[]>;
  /** One result per record, in order; a bad record costs the others nothing. */
  predictEach(records: readonly unknown[]): Promise<PredictionResult[]>;
  /** Probabilities [rows × classes], row-major, of rows that have been read by the schema already. */
  probabilities(rows: readonly Readonly<Record<string, Cell>>[]): Float64Array;
  /** Frees the model's memory; a second call does nothing. */
  dispose(): void;
}
