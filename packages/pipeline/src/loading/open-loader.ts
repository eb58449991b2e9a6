import { openSink, type OpenSinkOptions } from '../sinks/open-sink.ts';
import { schemeOf } from '../sources/scheme-of.ts';
import { type Loader, sinkLoader } from './loader.ts';
import { storeLoader } from './store-loader.ts';

/** Opens what an ingest loads into: a dataset of a feature store, or any sink, which is handed records. */
export function openLoader(uri: string, options: OpenSinkOptions = {}): Loader {
  return schemeOf(uri) === 'store' ? storeLoader(uri) : sinkLoader(openSink(uri, options));
}
