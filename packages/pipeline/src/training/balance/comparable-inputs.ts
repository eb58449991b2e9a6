import type { InputSpan } from '@rampart/core/tensor';

/** Transformed rows, and which of their inputs are one category together. */
export interface Inputs {
  readonly width: number;
  /** Row-major [rows × width]. */
  readonly features: Float32Array;
  readonly categories?: readonly InputSpan[];
}

/** Inputs that are one category together; two different values of it are `apart` by this much. */
export interface Category extends InputSpan {
  readonly apart: number;
}

/** Spans of several inputs as they are, and every other input with exactly two values. */
export function categoriesOf({ features, width, categories = [] }: Inputs): Category[] {
  const spans = categories.filter(({ length }) => length > 1);
  const alone = new Set(Array(width).keys());
  for (const { start, length } of spans) {
    for (let input = start; input < start + length; input++) alone.delete(input);
  }
  return [
    // Of two one-hot codes two inputs differ by 1.
    ...spans.map((span) => ({ ...span, apart: Math.SQRT2 })),
    ...[...alone].flatMap((start) => {
      const one = features[start]!;
      let other = one;
      for (let at = start; at < features.length; at += width) {
        const value = features[at]!;
        if (value === one || value === other) continue;
        if (other !== one) return [];
        other = value;
      }
      return other === one ? [] : { start, length: 1, apart: Math.abs(other - one) };
    }),
  ];
}

/**
 * A copy for distances to be told from: a category that differs counts as much as the median deviation of the other
 * inputs, as in SMOTE-NC.
 */
export function comparableInputs(
  features: Float32Array,
  width: number,
  categories: readonly Category[],
): Float32Array {
  const scale = new Float64Array(width).fill(1);
  const mixed = new Set(scale.keys());
  for (const { start, length } of categories) {
    for (let input = start; input < start + length; input++) mixed.delete(input);
  }
  const deviations = Float64Array.from(mixed, (input) => deviation(features, width, input)).toSorted();
  const usual = deviations[deviations.length >> 1] || 1;
  for (const { start, length, apart } of categories) scale.fill(usual / apart, start, start + length);
  return features.map((value, at) => value * scale[at % width]!);
}

function deviation(features: Float32Array, width: number, input: number): number {
  const rows = features.length / width;
  let [sum, squares] = [0, 0];
  for (let at = input; at < features.length; at += width) sum += features[at]!;
  const mean = sum / rows;
  for (let at = input; at < features.length; at += width) squares += (features[at]! - mean) ** 2;
  return Math.sqrt(squares / rows);
}
