import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  type DatasetSchema,
  type DriftReference,
  openBundle,
  readReference,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { buildReference, bundleAt } from '@rampart/core/internal';
import { createPredictor } from '@rampart/serve';
import { readForServing, readTable } from '@rampart/core/rows';
import type { FormatName } from '../formats/index.ts';
import { openSource, type TableInput } from '../connections/open-source.ts';
import { positiveScores } from '../features/positive-scores.ts';
import { checkTable } from '../checking/check-table.ts';

/** How a reference is opened. */
export interface OpenReferenceOptions {
  readonly schema: DatasetSchema;
  readonly environment: 'training' | 'serving';
  readonly format?: FormatName | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a batch is compared with. */
export interface Reference extends Disposable {
  /** What it is called. */
  readonly name: string;
  readonly drift: DriftReference;
  /** The reference model's score on each typed row; undefined where the reference is no model. */
  score(table: TypedTable): Float64Array | undefined;
}

/**
 * The distributions to compare a batch with: those of a bundle's training rows and its scores on them, where the
 * name is that of a bundle, of a registry or of an alias in one, else those of the valid rows of the source of that
 * name.
 */
export async function openReference(
  given: TableInput,
  { schema, environment, format, signal }: OpenReferenceOptions,
): Promise<Reference> {
  if (typeof given === 'string' && (await mayBeBundle(given))) {
    const bundle = await openBundle(given);
    const predictor = await createPredictor(bundle);
    return {
      name: `${bundle.name} version ${bundle.version}`,
      drift: readReference(bundle).drift,
      score: (table) => positiveScores(predictor, table),
      [Symbol.dispose]: () => predictor.dispose(),
    };
  }
  const source = openSource(given, { format });
  const training = environment === 'training';
  const read = training
    ? await readTable(source, schema, { signal })
    : await readForServing(source, schema, { signal });
  const { table } = checkTable(read.table, schema, training ? targetOf(schema) : null, (row) => ({
    source: source.uri,
    line: read.lines[row]!,
  }));
  const drift = buildReference(table, schema);
  return { name: source.uri, drift, score: () => undefined, [Symbol.dispose]: () => {} };
}

/** Tables are files with an ending; a directory, a file without one and an alias in a registry are a bundle's. */
async function mayBeBundle(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return (await bundleAt(path)) !== undefined;
  return found.isDirectory() || (found.isFile() && extname(path) === '');
}
