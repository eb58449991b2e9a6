import { join } from 'node:path';
import { parseStoreUri } from '../feature-store/dataset-address.ts';
import { schemeOf } from '@rampart/core/connections';

/**
 * Where rows set aside go if nothing is said: the collection `<collection>_quarantine`, or the file or object
 * `<name>.quarantine.ndjson` beside the one that is written, the dataset's included. Nowhere beside standard output.
 */
export function quarantineBeside(uri: string): string | undefined {
  if (uri === '-') return undefined;
  const scheme = schemeOf(uri);
  if (scheme === 'mongodb' || scheme === 'mongodb+srv') return uri.replace(/(?=\?|$)/, '_quarantine');
  if (scheme === 'store') {
    const { store, name } = parseStoreUri(uri);
    return join(store, `${name}.quarantine.ndjson`);
  }
  return `${uri}.quarantine.ndjson`;
}
