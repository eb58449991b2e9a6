import { shownUri } from '@rampart/core/connections';
import { tableSource } from '@rampart/core/formats';
import { formatOf } from '../formats/format-of.ts';
import { gunzipped } from '../formats/gunzip.ts';
import { httpBytes } from '../sources/http-bytes.ts';
import type { Connection } from './connection.ts';

/** Web addresses, to read from. */
export const http: Connection = {
  schemes: ['https', 'http'],
  source(uri, { format }) {
    const bytes = httpBytes(uri);
    // The name of the table stands in the path.
    const path = shownUri(uri).replace(/\?.*$/s, '');
    return tableSource(gunzipped(bytes), formatOf(bytes.uri, path, format));
  },
};
