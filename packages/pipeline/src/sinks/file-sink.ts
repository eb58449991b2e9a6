import { writeFileAtomic } from '@rampart/core/internal/tables';
import { encodeBatches } from './encode-batches.ts';
import type { ChosenWriter } from '../formats/writers/choose-writer.ts';
import type { Sink } from '../rows/sink.ts';

/** A file; until it is complete, the one that was there before stays. Missing folders above it are made. */
export function fileSink(path: string, writer: ChosenWriter): Sink {
  return {
    uri: path,
    keepsIds: false,
    async write(batches, options = {}) {
      const { bytes, result } = encodeBatches(writer, batches, options);
      await writeFileAtomic(path, bytes);
      return result();
    },
  };
}
