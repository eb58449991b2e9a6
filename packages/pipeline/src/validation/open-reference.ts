import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  buildReference,
  type DatasetSchema,
  type DriftReference,
  readBundle,
  readReference,
  resolveBundle,
  targetOf,
} from '@rampart/core';
import { readForServing } from '../ingestion/read-for-serving.ts';
import { readTable } from '../ingestion/read-table.ts';
import type { FormatName } from '../sources/formats/table-format.ts';
import { openSource } from '../sources/open-source.ts';
import { checkTable } from './check-table.ts';

/** How a reference is opened. */
export interface OpenReferenceOptions {
  readonly schema: DatasetSchema;
  readonly environment: 'training' | 'serving';
  readonly format?: FormatName | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The distributions to compare a batch with: those of a bundle's training rows, where the name is that of a bundle,
 * of a registry or of an alias in one, else those of the valid rows of the source of that name.
 */
export async function openReference(
  uri: string,
  { schema, environment, format, signal }: OpenReferenceOptions,
): Promise<{ name: string; drift: DriftReference }> {
  if (await mayBeBundle(uri)) {
    const bundle = await readBundle(await resolveBundle(uri));
    return { name: `${bundle.name} version ${bundle.version}`, drift: readReference(bundle).drift };
  }
  const source = openSource(uri, { format });
  const training = environment === 'training';
  const read = training
    ? await readTable(source, schema, { signal })
    : await readForServing(source, schema, { signal });
  const { table } = checkTable(read.table, schema, training ? targetOf(schema) : null, (row) => ({
    source: source.uri,
    line: read.lines[row]!,
  }));
  return { name: source.uri, drift: buildReference(table, schema) };
}

/** Tables are files with an ending; a directory, or a file without one, is a bundle's. */
async function mayBeBundle(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (found.isDirectory() || (found.isFile() && extname(path) === ''));
}
