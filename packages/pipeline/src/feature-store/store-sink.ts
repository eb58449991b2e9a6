import { RampartError } from '@rampart/core';
import { parseStoreUri, storeUri } from './dataset-address.ts';
import { writeDataset } from './write-dataset.ts';
import { schemeOf } from '@rampart/core/connections';
import type { Loader } from '../etl/loader.ts';

/**
 * A dataset of a feature store: the rows stay typed, and become its next version. Where the newest version holds
 * the same already, no row is new.
 */
export function storeLoader(uri: string): Loader {
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
    keepsIds: false,
    async load(chunks, { schema, source }, { signal, onWritten }) {
      const facts = { schema, source: source.uri, sourceDigest: source.digest, query: queryOf(source.uri) };
      const { manifest, added } = await writeDataset(store, name, chunks, facts, {
        signal,
        onRows: (rows) => onWritten?.({ written: rows, added: rows, alreadyThere: 0, refused: 0 }),
      });
      const { rows } = manifest;
      return { written: rows, added: added ? rows : 0, alreadyThere: added ? 0 : rows, refused: 0 };
    },
  };
}

/** Which part of a collection a URI asks for: query, sort and projection as it has them. */
function queryOf(uri: string): string | null {
  const at = uri.indexOf('?');
  return at >= 0 && schemeOf(uri)?.startsWith('mongodb') === true ? uri.slice(at + 1) : null;
}
