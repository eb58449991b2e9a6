import { RampartError } from '@rampart/core';
import { parseStoreUri, storeUri } from '../feature-store/dataset-address.ts';
import type { Loader } from './loader.ts';

/** Loads into the next version of the dataset that `store:<directory>/<name>` names, typed as the rows are. */
export function storeLoader(uri: string): Loader {
  const address = parseStoreUri(uri);
  if (address.version !== undefined) {
    throw new RampartError('usage', {
      where: uri,
      expected: 'a dataset without a version, since a version that is there is never changed',
      received: `version ${address.version}`,
      fix: `Use ${storeUri({ ...address, version: undefined })}: the next version is made.`,
    });
  }
  return {
    uri: storeUri(address),
    keepsIds: false,
    async load(chunks, { schema, source }, { signal, onWritten }) {
      const { writeDataset } = await import('../feature-store/write-dataset.ts');
      const result = (rows: number, added: boolean) => ({
        written: rows,
        added: added ? rows : 0,
        alreadyThere: added ? 0 : rows,
        refused: 0,
      });
      const facts = { schema, source: source.uri, sourceDigest: source.digest };
      const { manifest, added } = await writeDataset(address.store, address.name, chunks, facts, {
        signal,
        onRows: (rows) => onWritten?.(result(rows, true)),
      });
      return result(manifest.rows, added);
    },
  };
}
