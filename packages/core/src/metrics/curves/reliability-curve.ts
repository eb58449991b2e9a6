import { calibrationBins, type CalibrationBin } from '../calibration-bins.ts';
import { calibrationRanking, massPerTie } from '../ranking.ts';
import { checkScored, weightsOf, type Scored } from '../scored.ts';

/**
 * Predicted against observed in at most 15 bins of equal mass, lowest score first: of the positive class where
 * there is one, else of the most probable class. The calibration error is the mean distance of these points
 * from the diagonal, less what noise adds to it.
 */
export function reliabilityCurve(scored: Scored): CalibrationBin[] {
  checkScored(scored);
  return calibrationBins(massPerTie(calibrationRanking(scored), weightsOf(scored)));
}
