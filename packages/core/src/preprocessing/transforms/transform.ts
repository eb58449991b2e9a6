import type { z } from 'zod';
import type { Config } from '../../config/config-schema.ts';

type Settings = Config['transformation'];

/** What fitting one column may be told: the settings of the configuration, and what is special about the column. */
export interface FitOptions extends Pick<Settings, 'bins' | 'pieces' | 'neighbours' | 'oneHotLevels'> {
  /** What a missing value becomes where that is a constant, as encoded. */
  readonly constant?: number;
  /** Bounds, as encoded, or the quantile and its opposite, that values are moved to. */
  readonly clip?: Settings['columns'][string]['clip'];
  /** Codes of a category column from this one on stand for values that are rare or unseen. */
  readonly unseen?: number;
  /** The column only helps to fill in others. */
  readonly context?: boolean;
}

/** Turns one value of each column, NaN where missing, into the columns' outputs, written one after the other from `outputs[at]` on. */
export type PlainTransform = (values: Float32Array, outputs: Float32Array, at: number) => void;

/**
 * One way to turn encoded columns into network inputs. Fitting is on the host in float64; applying is done twice, over
 * plain arrays here and in tensor operations in `tensor/preprocessing`, to the same effect. A state is plain JSON whose
 * keys are single lower-case words: TensorFlow.js rewrites others in a saved model.
 */
export interface Transform<State> {
  readonly name: string;
  readonly state: z.ZodType<State>;
  /** Whether applying is fast only where columns of the same width stand together. */
  readonly evenWidths?: boolean;
  /** Whether it makes numbers of missing values: one that does not stands after one that does. */
  readonly takesMissing?: boolean;
  /** Whether the outputs of a column stand for a category: no value lies between two of theirs. */
  readonly categorical?: boolean;
  /** Learns from one column of training rows (NaN = missing), at least one of them present. */
  fit(column: Float64Array, options: FitOptions): State;
  /** What applying makes of a present value, for the transforms after this one to learn from; without it they see the value itself. */
  onHost?(value: number, state: State): number;
  /** For reports: the encoded value that has these outputs, of several the one inside the training rows' range. */
  inverse?(outputs: readonly number[], state: State): number;
  /** Columns that come out for one column in; 0 where it can tell nothing. */
  width(state: State): number;
  /** Numbers that applying makes of one row, where they are more than its columns or what comes out. */
  row?(states: readonly State[]): number;
  /** Numbers in the tables that applying makes of the states, where they are more than the states hold. */
  table?(states: readonly State[]): number;
  /** Applies it row by row over plain arrays, for columns with these states; rounds where tensors round to float32. */
  plain(states: readonly State[]): PlainTransform;
}
