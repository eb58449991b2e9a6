import type { Json } from '@rampart/core';
import type { Notation } from '@rampart/core/internal';
import type { ExactValue } from './exact-value.ts';

/** What a column of a sink holds; every value may be null instead. */
export type SinkColumnType = 'number' | 'text' | 'time' | 'json';

/** One column of what is written. */
export interface SinkColumn {
  readonly name: string;
  readonly type: SinkColumnType;
  /** How whoever reads the column expects its numbers where they are texts; plainly where left out. */
  readonly notation?: Notation | undefined;
}

/** A value by the type of its column: a finite number, a text, a Date, what is more exact than
 * those two, plain JSON; null where there is none. */
export type SinkValue = Json | Date | ExactValue;

/** One row to be written. */
export interface SinkRecord {
  /** What tells the row from every other; a sink that keeps ids writes each of them once. */
  readonly id?: string | undefined;
  /** Other ids that an earlier version may have given the row. */
  readonly formerIds?: readonly string[] | undefined;
  /** Line of the source on which the row begins: a sink without an order of its own keeps it to be read back by. */
  readonly line?: number | undefined;
  readonly fields: Readonly<Record<string, SinkValue>>;
}

/** Some rows to be written; `columns` are the same in every batch of one writing. */
export interface SinkBatch {
  readonly columns: readonly SinkColumn[];
  readonly records: readonly SinkRecord[];
}

/** All that one writing writes, batch after batch. */
export type SinkBatches = AsyncIterable<SinkBatch> | Iterable<SinkBatch>;

/** What became of the records; `written` is the sum of the other three. */
export interface SinkResult {
  /** Records that were handed over. */
  readonly written: number;
  readonly added: number;
  /** Records whose id the sink held before. */
  readonly alreadyThere: number;
  /** Records that the sink would not take; `onRefused` has heard of each. */
  readonly refused: number;
}

/** What is done about a row that a sink holds under an id that an earlier version gave it. */
export type FormerIds = 'recognise' | 'refuse' | 'renew';

/** How a table is written. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** `refuse` where left out. */
  readonly formerIds?: FormerIds | undefined;
  /** Told what has come of the records so far. */
  readonly onWritten?: ((result: SinkResult) => void) | undefined;
  /** Told of each record that the sink would not take, and why. */
  readonly onRefused?: ((record: SinkRecord, reason: string) => Promise<void> | void) | undefined;
  /** Told of each attempt that failed and will be repeated, and why. */
  readonly onRetry?: ((reason: string, attempt: number) => void) | undefined;
}

/** Where a table goes to. */
export interface Sink {
  /** What the user called it, without credentials. */
  readonly uri: string;
  /**
   * true: rows are kept by their id, so that writing them again adds nothing, and rows of earlier writings stay.
   * false: one writing replaces all that was there, and shows only when it is complete.
   */
  readonly keepsIds: boolean;
  /** Writes the batches in their order, and asks for the next one only when it can take it. */
  write(batches: SinkBatches, options?: WriteOptions): Promise<SinkResult>;
}

/** No record yet. */
export const nothingWritten: SinkResult = { written: 0, added: 0, alreadyThere: 0, refused: 0 };
