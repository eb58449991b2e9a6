import { openSink, type OpenSinkOptions } from '../sinks/open-sink.ts';
import { type Loader, sinkLoader } from './loader.ts';

/** Opens what an ingest loads into: any sink, which is handed records. */
export function openLoader(uri: string, options: OpenSinkOptions = {}): Loader {
  return sinkLoader(openSink(uri, options));
}
