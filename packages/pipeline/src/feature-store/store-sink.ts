import { RampartError } from '@rampart/core/internal/tables';
import type { TypedSink } from '../rows/typed-sink.ts';
import { parseStoreUri, storeUri } from './dataset-address.ts';

/**
 * A dataset of a feature store: the rows stay typed, and become its next version. Where the newest version holds
 * the same already, no row is new.
 */
export function storeSink(uri: string): TypedSink {
  const { store, name, version } = parseStoreUri(uri);
  if (version !== undefined) {
    throw new RampartError('usage', {
      where: uri,
      expected: 'a dataset without a version, since a new one is made',
      received: `version ${version}`,
    });
  }
  return {
    uri: storeUri({ store, name, version }),
    async write(chunks, { schema, source }, { signal, onWritten }) {
      const { writeDataset } = await import('./write-dataset.ts');
      const facts = { schema, source: source.uri, sourceDigest: source.digest, query: source.query ?? null };
      const { manifest, added } = await writeDataset(store, name, chunks, facts, {
        signal,
        onRows: (rows) => onWritten?.({ written: rows, added: rows, alreadyThere: 0, refused: 0 }),
      });
      const { rows } = manifest;
      return { written: rows, added: added ? rows : 0, alreadyThere: added ? 0 : rows, refused: 0 };
    },
  };
}
