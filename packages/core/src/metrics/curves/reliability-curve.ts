import { calibrationBins, type CalibrationBin } from '../calibration-bins.ts';
import { massPerTie, rankByClass, rankByConfidence } from '../ranking.ts';
import { checkScored, isBinary, weightsOf, type Scored } from '../scored.ts';

/**
 * Predicted against observed in at most 15 bins of equal mass, lowest score first: of the positive class where
 * there is one, else of the most probable class. The calibration error is the mean distance of these points
 * from the diagonal.
 */
export function reliabilityCurve(scored: Scored): CalibrationBin[] {
  checkScored(scored);
  const ranking = isBinary(scored) ? rankByClass(scored, scored.positive) : rankByConfidence(scored);
  return calibrationBins(massPerTie(ranking, weightsOf(scored)));
}
