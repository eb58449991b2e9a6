import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { z } from 'zod';

/** What fitting may be told. */
export interface FitOptions {
  /** Quantile bins a number column is cut into. */
  readonly bins: number;
  /** The most levels of one category column that get an input of their own. */
  readonly oneHotLevels: number;
}

/**
 * One way to turn encoded columns into network inputs. Fitting is on the host in float64, applying is tensor
 * operations. A state is plain JSON whose keys are single lower-case words: TensorFlow.js rewrites others in
 * a saved model.
 */
export interface Transform<State> {
  readonly name: string;
  readonly state: z.ZodType<State>;
  /** Learns from one column of training rows (NaN = missing), at least one of them present. */
  fit(column: Float64Array, options: FitOptions): State;
  /** Columns that come out for one column in; 0 where it can tell nothing. */
  width(state: State): number;
  /** All columns that share this transform at once: [rows, columns] → [rows, sum of widths]. */
  apply(block: Tensor2D, states: readonly State[]): Tensor2D;
}
