import { RampartError } from '@rampart/core';
import { parseMongodbAddress } from '@rampart/core/connections/mongodb';
import { type ByteSource, type FormatName, tableSource } from '@rampart/core/formats';
import { fileBytes } from '../sources/file-bytes.ts';
import { formatOf } from '../formats/format-of.ts';
import { gunzipped } from '../formats/gunzip.ts';
import { httpBytes } from '../sources/http-bytes.ts';
import { s3Bytes } from '../sources/s3-bytes.ts';
import { filePathOf, schemeOf, shownUri } from '@rampart/core/connections';
import type { Source } from '@rampart/core/rows';
import { stdinBytes } from '../sources/stdin-bytes.ts';

/** How a source is opened. */
export interface OpenSourceOptions {
  /** The format of bytes, by default that of the name's ending; a database and the feature store have their own. */
  readonly format?: FormatName | undefined;
}

/**
 * Opens the source that a URI names: a path, `-` (standard input), `file:`, `http:`, `https:`, `s3://bucket/key`,
 * `mongodb:`, `mongodb+srv:` or `store:`. Nothing is read yet. Throws a RampartError('usage') for any other.
 */
export function openSource(uri: string, { format }: OpenSourceOptions = {}): Source {
  const table = (bytes: ByteSource, name: string) =>
    tableSource(gunzipped(bytes), formatOf(bytes.uri, name, format));
  if (uri === '-') return table(stdinBytes(), '');
  const scheme = schemeOf(uri);
  switch (scheme) {
    case undefined:
      return table(fileBytes(uri), uri);
    case 'file': {
      const path = filePathOf(uri);
      return table(fileBytes(path), path);
    }
    case 'http':
    case 'https':
      return table(httpBytes(uri), pathOf(uri));
    case 's3':
      return table(s3Bytes(uri), uri);
    case 'mongodb':
    case 'mongodb+srv':
      return collection(uri);
    case 'store':
      return stored(uri);
    default:
      throw new RampartError('usage', {
        where: shownUri(uri),
        expected: 'a path, `-`, or a URI that begins with file:, https:, s3:, mongodb: or store:',
        received: `a ${scheme}: URI`,
        fix: 'Save the table to a file, or put it where one of these finds it.',
      });
  }
}

/** The path of an address, where the name of the table stands. */
function pathOf(uri: string): string {
  return shownUri(uri).replace(/\?.*$/s, '');
}

function collection(uri: string): Source {
  const load = async () => (await import('../sources/mongodb-source.ts')).mongodbSource(uri);
  return lazySource(parseMongodbAddress(uri).uri, load);
}

function stored(uri: string): Source {
  return lazySource(uri, async () => (await import('../feature-store/store-source.ts')).storeSource(uri));
}

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
