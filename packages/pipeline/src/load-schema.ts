import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatasetSchema } from '@rampart/core';
import { didYouMean, RampartError, readSchema } from '@rampart/core/internal/tables';

/** Where the schemas are that come with Rampart: beside this module in the package, or in the checkout. */
const shipped = [
  fileURLToPath(new URL('data_schema', import.meta.url)),
  fileURLToPath(new URL('../../../data_schema', import.meta.url)),
];

/**
 * A dataset schema by the path of its file, or by its name (`phishing`): first in a folder `data_schema` here or
 * above, then among those that come with Rampart. Throws RampartError('schema') where there is none of that name,
 * with `where` as the place, and where its text is wrong.
 */
export async function loadSchema(fileOrName: string, where = 'loadSchema'): Promise<DatasetSchema> {
  const path = isFile(fileOrName) ? fileOrName : findNamed(fileOrName);
  if (path !== undefined) return readSchema(await readFile(path, 'utf8'), path);
  const names = [...new Set(schemaFolders().flatMap(namesIn))].sort();
  const meant = didYouMean(fileOrName, names);
  throw new RampartError('schema', {
    where,
    expected: `the path of a schema file, or one of the names ${names.join(', ')}`,
    received: JSON.stringify(fileOrName),
    fix:
      meant === undefined
        ? 'Write a first schema with `rampart schema infer <source> --to schema.yaml`.'
        : `Did you mean ${meant}?`,
  });
}

function findNamed(name: string): string | undefined {
  if (/[\\/]/.test(name)) return undefined;
  return schemaFolders()
    .map((folder) => join(folder, `${name}.yaml`))
    .find(isFile);
}

/** Folders that may hold schemas, the nearest first. */
function schemaFolders(): string[] {
  const folders: string[] = [];
  for (let folder = resolve(); ; folder = dirname(folder)) {
    folders.push(join(folder, 'data_schema'));
    if (folder === dirname(folder)) return [...folders, ...shipped];
  }
}

function namesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
}

/** Pipes and the like are read as files are. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}
