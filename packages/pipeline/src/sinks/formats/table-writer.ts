import type { SinkBatch } from '../sink.ts';

/** One way to write a table down. */
export interface TableWriter {
  readonly name: string;
  /** The bytes of the table, as they come about while batches are taken one by one. */
  encode(batches: AsyncIterable<SinkBatch>): AsyncIterable<Uint8Array>;
}
