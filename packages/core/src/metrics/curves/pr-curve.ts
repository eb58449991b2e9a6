import { massesOfClass, totalMasses } from '../ranking.ts';
import { checkScored, type Scored } from '../scored.ts';
import { thinPoints } from './thin-points.ts';

/** What calling every row from the threshold on positive would give. */
export interface PrPoint {
  readonly recall: number;
  readonly precision: number;
  readonly threshold: number;
}

/**
 * The precision-recall curve of one class against the rest, highest threshold first, at most 200 points; empty
 * where no class is positive or only one has weight.
 */
export function prCurve(scored: Scored, positive: number | null = scored.positive): PrPoint[] {
  checkScored(scored);
  if (positive === null) return [];
  const masses = massesOfClass(scored, positive);
  const totals = totalMasses(masses);
  if (totals.positive === 0 || totals.negative === 0) return [];

  const points: PrPoint[] = [];
  let hits = 0;
  let falseAlarms = 0;
  masses.scores.forEach((threshold, tie) => {
    hits += masses.positive[tie]!;
    falseAlarms += masses.negative[tie]!;
    points.push({ recall: hits / totals.positive, precision: hits / (hits + falseAlarms), threshold });
  });
  return thinPoints(points, (point) => [point.recall, point.precision]);
}
