import { massesOfClass, totalMasses } from '../ranking.ts';
import { checkScored, type Scored } from '../scored.ts';
import { thinPoints } from './thin-points.ts';

/** What calling every row from the threshold on positive would give. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
  /** Null at the start of the curve, where no row is called positive. */
  readonly threshold: number | null;
}

/**
 * The ROC curve of one class against the rest, from (0, 0) to (1, 1), at most 200 points; empty where no class
 * is positive or only one has weight.
 */
export function rocCurve(scored: Scored, positive: number | null = scored.positive): RocPoint[] {
  checkScored(scored);
  if (positive === null) return [];
  const masses = massesOfClass(scored, positive);
  const totals = totalMasses(masses);
  if (totals.positive === 0 || totals.negative === 0) return [];

  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0, threshold: null }];
  let hits = 0;
  let falseAlarms = 0;
  masses.scores.forEach((threshold, tie) => {
    hits += masses.positive[tie]!;
    falseAlarms += masses.negative[tie]!;
    points.push({
      falsePositiveRate: falseAlarms / totals.negative,
      truePositiveRate: hits / totals.positive,
      threshold,
    });
  });
  return thinPoints(points, (point) => [point.falsePositiveRate, point.truePositiveRate]);
}
