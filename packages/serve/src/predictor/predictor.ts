import type {
  BundleReference,
  Cell,
  DatasetSchema,
  Decision,
  RawTable,
  ReadColumns,
  ReadRecord,
  TypedTable,
} from '@rampart/core/portable';
import type { Decided, Decider } from './decider.ts';
import type { Prediction } from './prediction.ts';

/** A typed row of the model's features. */
export type TypedRow = Readonly<Record<string, Cell>>;

/** Rows that can be scored: typed ones, columns of them, or encoded ones, row-major [rows × features]. */
export type ScorableRows = readonly TypedRow[] | TypedTable | Float32Array;

/** What comes of one record of several: the row as read, and a prediction or every problem of that record. */
export type PredictionResult = Decided & {
  /** The features as typed cells; faulty ones are missing. */
  readonly row: TypedRow;
};

/**
 * A loaded model that answers for records: it reads, scores and decides, each of which can be had alone. Records are
 * never changed; scoring throws after `dispose`. `Row` is the type of a record, where the schema was given in code.
 */
export interface Predictor<Row extends object = Record<string, unknown>> extends Decider, Disposable {
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
  /** The backend that computes many rows: tfjs-node, wasm or cpu. */
  readonly backend: string;
  /** Whether few rows are computed over plain arrays, which is faster: the model has no layer that only tensors know. */
  readonly plain: boolean;
  /** Of each categorical feature: whether a typed cell is a value that the model has not learned, by the feature's name. */
  readonly unlearned: ReadonlyMap<string, (cell: Cell | undefined) => boolean>;
  /** The training rows' distributions, to compare with; undefined where the model carries none. Throws a RampartError('bundle') where they are damaged. */
  reference(): BundleReference | undefined;
  /** Records as typed rows, each with everything that is wrong about it; nothing is thrown. */
  read(records: readonly unknown[]): ReadRecord[];
  /** The same for columns, which is faster for many rows. */
  readTable(table: RawTable): ReadColumns;
  /**
   * Probabilities [rows × classes], row-major, of rows without problems: few over plain arrays, many on the backend (none
   * on `cpu`), equal within 1e-6. `by` chooses one way for all.
   */
  score(rows: ScorableRows, by?: 'plain' | 'tensors'): Float64Array;
  /** Throws a RampartError('data') with every problem of the record. */
  predict(record: Readonly<Row>): Promise<Prediction>;
  /** One prediction per record, in order. Throws a RampartError('data') with the problems of all records. */
  predictMany(records: readonly Readonly<Row>[]): Promise<Prediction[]>;
  /** One result per record, in order; a bad record costs the others nothing. */
  predictEach(records: readonly unknown[]): Promise<PredictionResult[]>;
  /** Frees the model's memory; a second call does nothing. */
  dispose(): void;
}
