import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetManifest, readDatasetManifest } from './manifest.ts';

/** The version numbers in a dataset's directory, oldest first; none where there is no such directory. */
export async function datasetVersions(home: string): Promise<number[]> {
  return (await entriesOf(home))
    .filter(({ name }) => /^[1-9]\d*$/.test(name))
    .map(({ name }) => Number(name))
    .toSorted((left, right) => left - right);
}

/** A dataset with all its versions, oldest first. */
export interface ListedDataset {
  readonly name: string;
  readonly versions: readonly DatasetManifest[];
}

/** Every dataset of a feature store, by name; none where the directory does not exist. */
export async function listDatasets(store: string): Promise<ListedDataset[]> {
  const listed: ListedDataset[] = [];
  for (const name of (await datasetNames(store)).toSorted()) {
    const home = join(store, name);
    const versions = await datasetVersions(home);
    if (versions.length === 0) continue;
    listed.push({
      name,
      versions: await Promise.all(
        versions.map((version) => readDatasetManifest(join(home, String(version)))),
      ),
    });
  }
  return listed;
}

/** The directories in a feature store that may be datasets. */
export async function datasetNames(store: string): Promise<string[]> {
  return (await entriesOf(store))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
