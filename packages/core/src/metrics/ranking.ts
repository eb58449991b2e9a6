import { predictedClasses } from './predicted-classes.ts';
import { isBinary, probabilitiesOf, weightsOf, type Scored } from './scored.ts';

/**
 * Rows sorted once by a score, for a yes-or-no question about each. Rows of equal score are one tie: no
 * threshold can tell them apart, so nothing that is computed from a ranking may depend on their order.
 */
export interface Ranking {
  /** The score of each tie, highest first. */
  readonly scores: Float64Array;
  /** The tie each row belongs to. */
  readonly tieOf: Int32Array;
  /** 1 for each row where the answer is yes. */
  readonly positive: Uint8Array;
}

/** The weight of positive and of negative rows in each tie, highest score first. */
export interface TieMasses {
  readonly scores: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/** Ranks all rows by their probability of one class, against all other classes. */
export function rankByClass(scored: Scored, of: number): Ranking {
  return rankRows(
    probabilitiesOf(scored, of),
    Uint8Array.from(scored.labels, (label) => (label === of ? 1 : 0)),
  );
}

/** Ranks all rows by the probability of their most probable class; the question is whether that class is right. */
export function rankByConfidence(scored: Scored): Ranking {
  const { labels, probabilities, classes } = scored;
  const predicted = predictedClasses({ ...scored, positive: null }, 0);
  return rankRows(
    Float64Array.from(predicted, (of, row) => probabilities[row * classes + of]!),
    Uint8Array.from(predicted, (of, row) => (of === labels[row] ? 1 : 0)),
  );
}

/** The ranking that calibration is judged by: that of the positive class where there is one, else of the called class. */
export function calibrationRanking(scored: Scored): Ranking {
  return isBinary(scored) ? rankByClass(scored, scored.positive) : rankByConfidence(scored);
}

function rankRows(scores: Float64Array, positive: Uint8Array): Ranking {
  const distinct = scores
    .toSorted()
    .toReversed()
    .filter((score, i, sorted) => i === 0 || score !== sorted[i - 1]);
  const places = new Map<number, number>();
  distinct.forEach((score, place) => places.set(score, place));
  return { scores: distinct, tieOf: Int32Array.from(scores, (score) => places.get(score)!), positive };
}

/** Sums row weights by tie: after the one sort, each resampling of the rows costs only this pass. */
export function massPerTie({ scores, tieOf, positive }: Ranking, weights: Float64Array): TieMasses {
  const positiveMass = new Float64Array(scores.length);
  const negativeMass = new Float64Array(scores.length);
  for (let row = 0; row < tieOf.length; row++) {
    (positive[row] === 1 ? positiveMass : negativeMass)[tieOf[row]!]! += weights[row]!;
  }
  return { scores, positive: positiveMass, negative: negativeMass };
}

/** The masses of one class against the rest by the rows' own weights; a tie without weight is as if not there. */
export function massesOfClass(scored: Scored, of: number): TieMasses {
  const masses = massPerTie(rankByClass(scored, of), weightsOf(scored));
  const filled = (_: number, tie: number) => masses.positive[tie]! + masses.negative[tie]! > 0;
  return {
    scores: masses.scores.filter(filled),
    positive: masses.positive.filter(filled),
    negative: masses.negative.filter(filled),
  };
}

/** The weight of all positive and of all negative rows. */
export function totalMasses(masses: TieMasses): { readonly positive: number; readonly negative: number } {
  return { positive: sum(masses.positive), negative: sum(masses.negative) };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
