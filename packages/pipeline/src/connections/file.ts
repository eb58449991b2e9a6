import { filePathOf, schemeOf } from '@rampart/core/connections';
import { tableSource } from '@rampart/core/formats';
import { formatOf } from '../formats/format-of.ts';
import { gunzipped } from '../formats/gunzip.ts';
import { rowsInBytes } from '../formats/rows-in-bytes.ts';
import { chooseWriter } from '../formats/writers/choose-writer.ts';
import { fileSink } from '../sinks/file-sink.ts';
import { fileBytes } from '../sources/file-bytes.ts';
import type { Connection } from './connection.ts';

/** Files, by their path or a file: URL. */
export const file: Connection = {
  schemes: ['file'],
  source(uri, { format }) {
    const path = pathOf(uri);
    return tableSource(gunzipped(fileBytes(path)), formatOf(path, path, format));
  },
  sink(uri, { format }) {
    const path = pathOf(uri);
    return fileSink(path, chooseWriter(path, format));
  },
  quarantine: (uri) => `${uri}.quarantine.ndjson`,
  estimateRows: (uri, format) => rowsInBytes(fileBytes(pathOf(uri)), format),
};

function pathOf(uri: string): string {
  return schemeOf(uri) === undefined ? uri : filePathOf(uri);
}
