import * as fc from 'fast-check';
import type { Scored } from '../metrics/scored.ts';

/** What rows to generate. */
export interface ScoredShape {
  readonly classes: number;
  readonly positive: number | null;
  /** Whether rows get whole-number weights from 0 to 3. */
  readonly weighted?: boolean;
  readonly minRows?: number;
  readonly maxRows?: number;
}

/** Generates scored rows with many ties; rows of one class only and certain rows (0 and 1) are among them. */
export function arbitraryScored(shape: ScoredShape): fc.Arbitrary<Scored> {
  const { classes, positive, weighted = false, minRows = 1, maxRows = 40 } = shape;
  const row = fc.record({
    label: fc.nat(classes - 1),
    odds: fc
      .array(fc.oneof(fc.nat(3), fc.nat(1000)), { minLength: classes, maxLength: classes })
      .filter((odds) => odds.some((odd) => odd > 0)),
    weight: fc.nat(3),
  });
  return fc.array(row, { minLength: minRows, maxLength: maxRows }).map((rows) => ({
    labels: rows.map(({ label }) => label),
    probabilities: Float64Array.from(rows.flatMap(({ odds }) => shares(odds))),
    classes,
    positive,
    ...(weighted ? { weights: rows.map(({ weight }) => weight) } : {}),
  }));
}

/** The given rows of scored rows, in the given order, repeats allowed. */
export function takeScored(scored: Scored, rows: readonly number[]): Scored {
  const { labels, probabilities, classes, positive, weights } = scored;
  return {
    labels: rows.map((row) => labels[row]!),
    probabilities: Float64Array.from(
      rows.flatMap((row) => [...probabilities.subarray(row * classes, (row + 1) * classes)]),
    ),
    classes,
    positive,
    ...(weights === undefined ? {} : { weights: rows.map((row) => weights[row]!) }),
  };
}

/** Binary rows from P(class 1) and labels; class 1 is positive. */
export function binaryScored(
  probabilities: readonly number[],
  labels: readonly number[],
  weights?: readonly number[],
): Scored {
  return {
    labels,
    probabilities: Float64Array.from(probabilities.flatMap((p) => [1 - p, p])),
    classes: 2,
    positive: 1,
    ...(weights === undefined ? {} : { weights }),
  };
}

function shares(odds: readonly number[]): number[] {
  const total = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd) => odd / total);
}
