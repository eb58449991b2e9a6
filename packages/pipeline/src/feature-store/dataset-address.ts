import { basename, dirname } from 'node:path';
import { RampartError } from '@rampart/core/internal/tables';

/** The feature store where none is named. */
export const defaultStore = 'feature-store';

/** A dataset of a feature store, the newest version where none is named. */
export interface DatasetAddress {
  /** The directory of the feature store. */
  readonly store: string;
  readonly name: string;
  readonly version: number | undefined;
}

const nameShape = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:@([1-9]\d*))?$/;

/** Parses `name` or `name@version`; what a dataset may be called is what a schema may be. */
export function parseDatasetName(text: string, store = defaultStore): DatasetAddress {
  const [, name, version] = nameShape.exec(text) ?? [];
  if (name === undefined) {
    throw new RampartError('usage', {
      where: text === '' ? 'the name of a dataset' : text,
      expected: 'the name of a dataset, such as phishing or phishing@2',
      received: text === '' ? 'nothing' : 'something else',
      fix: 'Letters, digits, `.`, `_` and `-`; a version is a number.',
    });
  }
  return { store, name, version: version === undefined ? undefined : Number(version) };
}

/** Parses `store:<directory>/<name>[@version]`; without a directory it is the default one. */
export function parseStoreUri(uri: string): DatasetAddress {
  const path = uri.replace(/^store:(?:\/\/)?/i, '').replace(/\/+$/, '');
  const name = basename(path);
  return parseDatasetName(name, name === path ? defaultStore : dirname(path));
}

/** A dataset as `store:` URIs write it. */
export function storeUri({ store, name, version }: DatasetAddress): string {
  return `store:${store}/${name}${version === undefined ? '' : `@${version}`}`;
}
