import type { BackendName } from '@rampart/core/tensor';

/** Probabilities [rows × classes] of encoded rows [rows × features], both row-major. */
export type Score = (packed: Float32Array) => Float64Array;

/** The two ways in which a model computes. */
export interface Scorer extends Disposable {
  readonly backend: BackendName;
  /** On its backend, whatever others compute on: for many rows. */
  readonly onTensors: Score;
  /** Over plain arrays, for few rows; undefined where the model has a layer that this way does not know. */
  readonly onPlain: Score | undefined;
}
