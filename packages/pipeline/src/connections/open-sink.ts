import type { Sink } from '../rows/sink.ts';
import type { OpenSinkOptions } from './connection.ts';
import { connectionOf } from './connections.ts';
import { unknownScheme } from './unknown-scheme.ts';

/**
 * Opens the sink that a URI or path names: a file, `s3://bucket/key`, `mongodb://host/database.collection`, `-`
 * for standard output. Nothing is touched before it is written to.
 */
export function openSink(uri: string, { format, stdout = process.stdout }: OpenSinkOptions = {}): Sink {
  const sink = connectionOf(uri)?.sink?.(uri, { format, stdout });
  if (sink !== undefined) return sink;
  throw unknownScheme(uri, 'sink', (schemes) => `a path or a ${schemes} URI to write to`);
}
