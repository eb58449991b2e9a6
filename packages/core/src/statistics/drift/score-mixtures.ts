import type { CellCounts } from './cell-counts.ts';
import { referenceCounts } from './cell-counts.ts';
import type { NumbersReference, ValuesReference } from './drift-reference.ts';
import { type CellsReference, driftStatistic } from './null-distribution.ts';

/** The shares of rows trained on that are tried. */
const shares = Array.from({ length: 21 }, (_, at) => at / 20);

const cached = new WeakMap<CellsReference, ReadonlyMap<number, CellsReference>>();

/** A reference of scores as a batch would have them of which a share of the rows was trained on. */
export interface ScoreMixture {
  readonly trainedOn: number;
  readonly reference: CellsReference;
}

/**
 * The mixture of scores on unseen rows and on rows trained on that is nearest to a batch. A model is surer of rows that
 * it was trained on, and nothing tells how many of them a batch holds; so a batch has drifted where no share of them
 * explains its scores. Taking the nearest mixture never alarms more often than comparing with the true one.
 */
export function nearestMixture(reference: CellsReference, batch: CellCounts): ScoreMixture {
  let best: ScoreMixture | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [trainedOn, mixture] of mixturesOf(reference)) {
    const statistic = driftStatistic(mixture, referenceCounts(mixture), batch.counts);
    if (statistic < lowest) [lowest, best] = [statistic, { trainedOn, reference: mixture }];
  }
  return best ?? { trainedOn: 0, reference };
}

/** The same objects each time, since what is known of a reference's null distribution is kept by it. */
function mixturesOf(reference: CellsReference): ReadonlyMap<number, CellsReference> {
  let known = cached.get(reference);
  if (known === undefined) {
    known = new Map(shares.map((share) => [share, share === 0 ? reference : mix(reference, share)]));
    cached.set(reference, known);
  }
  return known;
}

function mix(reference: CellsReference, share: number): CellsReference {
  const trained = reference.trained?.counts ?? [];
  const between = (count: number, at: number) => (1 - share) * count + share * (trained[at] ?? 0);
  if (reference.type === 'numbers') return mixNumbers(reference, share, between);
  const { values, other } = reference;
  return {
    ...reference,
    values: values.map(({ value, count }, at) => ({ value, count: between(count, at) })),
    other: between(other, values.length),
  } satisfies ValuesReference;
}

function mixNumbers(
  reference: NumbersReference,
  share: number,
  between: (count: number, at: number) => number,
): NumbersReference {
  const { trained } = reference;
  const counts = reference.counts.map(between);
  const means = reference.means.map((mean, at) => {
    const more = share * (trained?.counts[at] ?? 0);
    return counts[at] === 0 ? mean : mean + (more / counts[at]!) * ((trained?.means[at] ?? mean) - mean);
  });
  return { ...reference, counts, means };
}

/** Scores in four digits: backends differ in the seventh, which must not part equal ones. */
export function roundedScores(scores: Float64Array): Float64Array {
  return scores.map((score) => Number(score.toPrecision(4)));
}
