import type { OpenSinkOptions } from '../connections/connection.ts';
import { connectionOf } from '../connections/connections.ts';
import { openSink } from '../connections/open-sink.ts';
import { type Loader, sinkLoader, typedLoader } from './loader.ts';

/** Opens what an ingest loads into: a dataset of the feature store (`store:<directory>/<name>`), or any sink. */
export function openLoader(uri: string, options: OpenSinkOptions = {}): Loader {
  const typed = connectionOf(uri)?.typedSink?.(uri);
  return typed === undefined ? sinkLoader(openSink(uri, options)) : typedLoader(typed);
}
