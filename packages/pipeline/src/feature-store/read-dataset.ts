import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TypedTable } from '@rampart/core';
import { didYouMean, listed, RampartError, sha256, throwIfAborted } from '@rampart/core/internal/tables';
import { decodeArrow } from '../table/arrow-file.ts';
import type { DatasetAddress } from './dataset-address.ts';
import { datasetNames, datasetVersions } from './list-datasets.ts';
import { type DatasetManifest, readDatasetManifest } from './manifest.ts';

/** One version of a dataset. */
export interface Dataset {
  readonly manifest: DatasetManifest;
  readonly directory: string;
  /** The rows in order, part by part. Throws where a part is not as it was written. */
  tables(signal?: AbortSignal): AsyncIterable<TypedTable>;
}

/** Opens a dataset; throws a RampartError that tells what there is where it is absent. */
export async function readDataset(address: DatasetAddress): Promise<Dataset> {
  const directory = join(address.store, address.name, String(await versionOf(address)));
  const manifest = await readDatasetManifest(directory);
  return {
    manifest,
    directory,
    async *tables(signal) {
      for (const part of manifest.parts) {
        throwIfAborted(signal);
        yield await readPart(join(directory, part.file), part.sha256);
      }
    },
  };
}

async function readPart(path: string, digest: string): Promise<TypedTable> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw damaged(path, String(cause), cause);
  });
  if (sha256(bytes) !== digest) throw damaged(path, 'others');
  return decodeArrow(bytes);
}

function damaged(where: string, received: string, cause?: unknown): RampartError {
  return new RampartError(
    'source',
    {
      where,
      expected: 'the bytes that the manifest tells the digest of',
      received,
      fix: 'The file was changed or lost after it was written: ingest the dataset again.',
    },
    { cause },
  );
}

async function versionOf({ store, name, version }: DatasetAddress): Promise<number> {
  const versions = await datasetVersions(join(store, name));
  const newest = versions.at(-1);
  if (newest === undefined) {
    const names = await datasetNames(store);
    const near = didYouMean(name, names);
    throw new RampartError('source', {
      where: store,
      expected: `a dataset \`${name}\``,
      received: names.length === 0 ? 'no dataset at all' : `the datasets ${listed(names.toSorted())}`,
      fix:
        near === undefined
          ? `Make it with \`rampart ingest <source> --to store:${store}/${name}\`.`
          : `Did you mean \`${near}\`?`,
    });
  }
  if (version === undefined || versions.includes(version)) return version ?? newest;
  throw new RampartError('source', {
    where: join(store, name),
    expected: `a version ${version}`,
    received: `the versions ${listed(versions)}`,
  });
}
