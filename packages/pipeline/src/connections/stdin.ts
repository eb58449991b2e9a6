import { tableSource } from '@rampart/core/formats';
import { formatOf } from '../formats/format-of.ts';
import { gunzipped } from '../formats/gunzip.ts';
import { chooseWriter } from '../formats/writers/choose-writer.ts';
import { stdoutSink } from '../sinks/stdout-sink.ts';
import { stdinBytes } from '../sources/stdin-bytes.ts';
import type { Connection } from './connection.ts';

/** `-`: standard input for a source, standard output for a sink. */
export const stdin: Connection = {
  schemes: ['-'],
  source(_, { format }) {
    const bytes = stdinBytes();
    return tableSource(gunzipped(bytes), formatOf(bytes.uri, '', format));
  },
  sink: (_, { format = 'csv', stdout }) => stdoutSink(stdout, chooseWriter('-', format)),
};
