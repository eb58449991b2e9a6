import { openSink, type OpenSinkOptions } from '../connections/open-sink.ts';
import { schemeOf } from '@rampart/core/connections';
import { type Loader, sinkLoader } from './loader.ts';
import { storeLoader } from '../feature-store/store-sink.ts';

/** Opens what an ingest loads into: a dataset of the feature store (`store:<directory>/<name>`), or any sink. */
export function openLoader(uri: string, options: OpenSinkOptions = {}): Loader {
  return schemeOf(uri) === 'store' ? storeLoader(uri) : sinkLoader(openSink(uri, options));
}
