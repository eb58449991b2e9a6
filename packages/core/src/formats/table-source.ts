import { throwIfAborted } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { TableFormat } from './table-format.ts';
import type { ReadOptions, Source } from '../rows/source.ts';

/** The table that bytes hold in a format. */
export function tableSource(bytes: ByteSource, format: TableFormat): Source {
  const { readTyped } = format;
  return {
    uri: bytes.uri,
    delimited: format.delimited === true,
    read: (options) => untilAborted(format.read(bytes, options), options),
    digest: (signal) => bytes.digest(signal),
    ...(readTyped !== undefined && {
      readTyped: (schema, options) => untilAborted(readTyped(bytes, schema, options), options),
    }),
  };
}

/** Nothing comes after an abort, and whatever a library throws because of it counts as the abort. */
async function* untilAborted<T>(
  batches: AsyncIterable<T>,
  { signal }: Pick<ReadOptions, 'signal'>,
): AsyncGenerator<T> {
  throwIfAborted(signal);
  try {
    for await (const batch of batches) {
      throwIfAborted(signal);
      yield batch;
      throwIfAborted(signal);
    }
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
}
