import { tableSource } from '@rampart/core/formats';
import { formatOf } from '../formats/format-of.ts';
import { gunzipped } from '../formats/gunzip.ts';
import { rowsInBytes } from '../formats/rows-in-bytes.ts';
import { chooseWriter } from '../formats/writers/choose-writer.ts';
import { s3Sink } from '../sinks/s3-sink.ts';
import { s3Bytes } from '../sources/s3-bytes.ts';
import type { Connection } from './connection.ts';

/** Objects in S3 or a store that speaks its protocol: `s3://bucket/key`. */
export const s3: Connection = {
  schemes: ['s3'],
  source(uri, { format }) {
    const bytes = s3Bytes(uri);
    return tableSource(gunzipped(bytes), formatOf(bytes.uri, uri, format));
  },
  sink: (uri, { format }) => s3Sink(uri, chooseWriter(uri, format)),
  quarantine: (uri) => `${uri}.quarantine.ndjson`,
  estimateRows: (uri, format) => rowsInBytes(s3Bytes(uri), format),
  async test(uri) {
    const { testS3 } = await import('./test-s3.ts');
    return testS3(uri);
  },
};
