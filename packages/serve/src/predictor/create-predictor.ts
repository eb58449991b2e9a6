import type { ModelPackage } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { type AssemblyOptions, assemblePredictor } from './assemble-predictor.ts';
import { createScorer } from './create-scorer.ts';
import type { Predictor } from './predictor.ts';

/** How a predictor is made. */
export interface PredictorOptions extends AssemblyOptions {
  /** The backend that computes; the best that loads, where left out. */
  readonly backend?: BackendName | 'auto';
}

/**
 * A predictor of a model in memory. What else computes in the process stays on its backend. Throws a
 * RampartError('bundle') where the model cannot be built or a golden row comes out differently.
 */
export async function createPredictor(
  source: ModelPackage,
  { backend = 'auto', ...options }: PredictorOptions = {},
): Promise<Predictor> {
  return assemblePredictor(source, await createScorer(source, backend), options);
}
