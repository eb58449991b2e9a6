import type { NetworkShape, Preprocessing } from '@rampart/core/tensor';

/** A trained network as plain arrays. */
export interface TrainedNetwork {
  readonly shape: NetworkShape;
  /** Flat. */
  readonly parameters: Float32Array;
}

/** A trained network and the preprocessing before it. */
export interface FittedNetwork extends TrainedNetwork {
  readonly preprocessing: Preprocessing;
}
