import type { SinkBatches } from '../../rows/sink.ts';

/** One way to write a table down. */
export interface TableWriter {
  /** The bytes of the table, as they come about while batches are taken one by one. */
  encode(batches: SinkBatches): AsyncIterable<Uint8Array>;
}
