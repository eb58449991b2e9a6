import { type Logger, openBundle, readReference } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { createPredictor } from './create-predictor.ts';
import type { Predictor } from './predictor.ts';

/** How a model is loaded. */
export interface LoadOptions {
  /** The backend that computes; the best that loads, where left out. */
  readonly backend?: BackendName | 'auto';
  /** Gets one line that says which model was loaded and what computes it. */
  readonly logger?: Pick<Logger, 'info'>;
}

/**
 * Loads a bundle from its directory, or the one in production from a registry. Throws a RampartError('bundle')
 * with everything that is wrong with it, a golden row that comes out differently among it.
 */
export async function loadModel(
  path: string,
  { backend = 'auto', logger }: LoadOptions = {},
): Promise<Predictor> {
  const bundle = await openBundle(path);
  const predictor = await createPredictor(bundle, { backend, reference: () => readReference(bundle) });
  logger?.info('model loaded', {
    name: predictor.name,
    version: predictor.version,
    backend: predictor.backend,
    where: bundle.where,
  });
  return predictor;
}
