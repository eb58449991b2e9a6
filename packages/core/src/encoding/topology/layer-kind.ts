import type { z } from 'zod';

/** Why a layer does not fit to those before it, or is beyond what is accepted. */
export interface Misfit {
  readonly expected: string;
  readonly received: string;
}

/** One array of float32 numbers that a layer needs; its name stands after that of the layer: `network/output/bias`. */
export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A value of one of the columns that a layer is applied to where what it gives may jump. */
export interface Edge {
  readonly column: number;
  readonly value: number;
}

/** A kind of layer that saved models may hold, as far as it can be told without TensorFlow.js. */
export interface LayerKind<Settings> {
  /** The name that saved models use. */
  readonly className: string;
  /** The layer's configuration without its name. */
  readonly settings: z.ZodType<Settings>;
  /** Columns that come out, [rows × columns], where those of the layers it is applied to have these numbers. */
  width(settings: Settings, inputs: readonly number[]): number | Misfit;
  /** What it needs of the weights; asked only where its width is sound. */
  weights?(settings: Settings): Iterable<WeightShape>;
  /** Where what it gives may jump, what decides most first; a layer without edges names none. */
  edges?(settings: Settings): Iterable<Edge>;
}

/**
 * Beyond what any real model has, and within what a machine can hold: a small file must not ask for all memory.
 * `columns` are numbers from one row, `units` those of a layer with all its members, `table` what stands beside the rows.
 */
export const most = { layers: 1000, columns: 2 ** 20, units: 2 ** 16, table: 2 ** 27 };

/** The misfit of a count that is beyond its limit; undefined within. */
export function tooMany(count: number, limit: number, what: string): Misfit | undefined {
  return count <= limit ? undefined : { expected: `at most ${limit} ${what}`, received: String(count) };
}

/** The misfit of a layer that is applied to others than it should; undefined where they are right. */
export function otherInputs(
  inputs: readonly number[],
  wanted: readonly number[],
  what: string,
): Misfit | undefined {
  if (inputs.length === wanted.length && inputs.every((width, i) => width === wanted[i])) return undefined;
  return { expected: what, received: inputs.length === 0 ? 'none' : inputs.join(' and ') };
}
