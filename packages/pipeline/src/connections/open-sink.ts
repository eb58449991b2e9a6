import type { Writable } from 'node:stream';
import { RampartError } from '@rampart/core';
import type { FormatName } from '@rampart/core/formats';
import { filePathOf, schemeOf, shownUri } from '@rampart/core/connections';
import { fileSink } from '../sinks/file-sink.ts';
import { chooseWriter } from '../formats/writers/choose-writer.ts';
import { mongodbSink } from '../sinks/mongodb-sink.ts';
import { s3Sink } from '../sinks/s3-sink.ts';
import type { Sink } from '../rows/sink.ts';
import { stdoutSink } from '../sinks/stdout-sink.ts';

/** What a URI alone does not say. */
export interface OpenSinkOptions {
  /** The format, where the name does not tell it; standard output has CSV unless told otherwise. */
  readonly format?: FormatName | undefined;
  /** What `-` stands for; standard output where left out. */
  readonly stdout?: Writable | undefined;
}

/**
 * Opens the sink that a URI or path names: a file, `s3://bucket/key`, `mongodb://host/database.collection`, `-`
 * for standard output. Nothing is touched before it is written to.
 */
export function openSink(uri: string, { format, stdout = process.stdout }: OpenSinkOptions = {}): Sink {
  if (uri === '-') return stdoutSink(stdout, chooseWriter('-', format ?? 'csv'));
  const scheme = schemeOf(uri);
  if (scheme === undefined) return fileSink(uri, chooseWriter(uri, format));
  if (scheme === 'file') {
    const path = filePathOf(uri);
    return fileSink(path, chooseWriter(path, format));
  }
  if (scheme === 's3') return s3Sink(uri, chooseWriter(uri, format));
  if (scheme === 'mongodb' || scheme === 'mongodb+srv') {
    if (format === undefined) return mongodbSink(uri);
    throw new RampartError('usage', {
      where: '--format',
      expected: 'to be left out, since a database has none',
      received: format,
    });
  }
  throw new RampartError('usage', {
    where: shownUri(uri),
    expected: 'a path or a file:, s3: or mongodb: URI to write to',
    received: `a ${scheme}: URI`,
  });
}
