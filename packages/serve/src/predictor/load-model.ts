import { type DatasetSchema, type Logger, openBundle, readReference } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { createPredictor } from './create-predictor.ts';
import type { Predictor } from './predictor.ts';
import { requireSameSchema } from './require-same-schema.ts';

/** How a model is loaded. */
export interface LoadOptions<Row = Record<string, unknown>> {
  /** The schema in code that the model must have been trained with: records are then of its type. */
  readonly schema?: DatasetSchema<Row>;
  /** The backend that computes; the best that loads, where left out. */
  readonly backend?: BackendName | 'auto';
  /** Gets one line that says which model was loaded and what computes it. */
  readonly logger?: Pick<Logger, 'info'>;
}

/**
 * Loads a bundle from its directory, or the one in production from a registry. Throws a RampartError('bundle')
 * with everything that is wrong with it, a golden row that comes out differently among it, and a RampartError('schema')
 * where the given schema is another than the bundle's in what records and labels may hold.
 */
export async function loadModel<Row extends object = Record<string, unknown>>(
  path: string,
  { backend = 'auto', logger, schema }: LoadOptions<Row> = {},
): Promise<Predictor<Row>> {
  const bundle = await openBundle(path);
  if (schema !== undefined)
    requireSameSchema(schema as DatasetSchema, bundle.schema, `${bundle.name} version ${bundle.version}`);
  const predictor = await createPredictor(bundle, { backend, reference: () => readReference(bundle) });
  logger?.info('model loaded', {
    name: predictor.name,
    version: predictor.version,
    backend: predictor.backend,
    where: bundle.where,
  });
  return predictor;
}
