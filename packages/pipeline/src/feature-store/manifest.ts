import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSchema } from '@rampart/core';
import { parseSchema, RampartError } from '@rampart/core/internal/tables';
import { z } from 'zod';

/** The file that makes a version complete; it is written last. */
export const manifestFile = 'manifest.json';

/** Raised when a reader of before could no longer understand what is written. */
export const storeFormat = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of one version of a dataset; never changed once it is written. */
export const datasetManifest = z.object({
  format: z.literal(storeFormat),
  name: z.string(),
  version: z.int().positive(),
  /** Where the rows came from, without credentials, and the digest of that, where there is one. */
  source: z.string(),
  sourceDigest: z.string().nullable(),
  /** Which part of the source was asked for; null for all of it. */
  query: z.string().nullable(),
  schemaDigest: digest,
  schema: z.unknown().transform((schema) => schema as DatasetSchema),
  /** Of names, types and values, whatever the files look like. */
  contentDigest: digest,
  rows: z.int().nonnegative(),
  /** Rows of the source that were quarantined. */
  quarantined: z.int().nonnegative(),
  parts: z.array(
    z.object({ file: z.string().regex(/^part-\d+\.arrow$/), rows: z.int(), bytes: z.int(), sha256: digest }),
  ),
  createdAt: z.iso.datetime(),
});
export type DatasetManifest = z.infer<typeof datasetManifest>;

/** Reads the manifest in a version's directory. Throws a RampartError where it is not one, or a newer one. */
export async function readDatasetManifest(directory: string): Promise<DatasetManifest> {
  const path = join(directory, manifestFile);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw notAManifest(path, (cause as Error).message, cause);
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > storeFormat) {
    throw new RampartError('source', {
      where: path,
      expected: `a dataset of format ${storeFormat} at most`,
      received: `format ${format}`,
      fix: 'Read it with the version of Rampart that wrote it, or a newer one.',
    });
  }
  const parsed = datasetManifest.safeParse(value);
  if (!parsed.success) throw notAManifest(path, z.prettifyError(parsed.error));
  return { ...parsed.data, schema: parseSchema(parsed.data.schema, path) };
}

function notAManifest(where: string, received: string, cause?: unknown): RampartError {
  return new RampartError(
    'source',
    { where, expected: 'the manifest of a dataset', received, fix: 'Ingest the dataset again.' },
    { cause },
  );
}
