import { join } from 'node:path';
import type { Source } from '@rampart/core/rows';
import { parseStoreUri } from '../feature-store/dataset-address.ts';
import { storeSink } from '../feature-store/store-sink.ts';
import type { Connection } from './connection.ts';

/** Datasets of a feature store: `store:<directory>/<name>[@version]`. */
export const featureStore: Connection = {
  schemes: ['store'],
  source: (uri) =>
    lazySource(uri, async () => (await import('../feature-store/store-source.ts')).storeSource(uri)),
  typedSink: (uri) => storeSink(uri),
  quarantine(uri) {
    const { store, name } = parseStoreUri(uri);
    return join(store, `${name}.quarantine.ndjson`);
  },
  tableName: (uri) => parseStoreUri(uri).name,
};

/** A source whose driver is loaded when it is first used. */
function lazySource(uri: string, load: () => Promise<Source>): Source {
  let loaded: Promise<Source> | undefined;
  const source = () => (loaded ??= load());
  return {
    uri,
    async *read(options) {
      yield* (await source()).read(options);
    },
    async *readTyped(schema, options) {
      const { typeBatches } = await import('@rampart/core/rows');
      const driver = await source();
      yield* driver.readTyped?.(schema, options) ?? typeBatches(driver, schema, options);
    },
    digest: async (signal) => (await source()).digest(signal),
  };
}
