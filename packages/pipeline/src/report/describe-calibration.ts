import type { RunReport } from './run-report.ts';
import { decimal, percent } from '../table/text-table.ts';

const methods = {
  none: 'none',
  temperature: 'temperature',
  isotonic: 'isotonic regression',
};

/** How probabilities were made honest and what the threshold is for, in a few lines. */
export function describeCalibration({ calibration: facts, decisions, positive }: RunReport): string {
  const { before, after, objective } = facts;
  const { prevalence, review } = decisions[0]!;
  return [
    `  Calibration: ${methods[facts.method]}; log-loss ${decimal(before.logLoss)} before, ${decimal(after.logLoss)} after, calibration error ${decimal(before.ece)} and ${decimal(after.ece)} (out of fold)\n`,
    objective === null ? '' : `  Threshold for ${objective}${boundText(facts.bound)}\n`,
    prevalence === undefined
      ? ''
      : `  Probabilities and all figures are about a world in which ${percent(prevalence)} are ${positive}: rows are weighted by class\n`,
    review === undefined
      ? ''
      : `  To be reviewed: probabilities from ${decimal(review[0])} to ${decimal(review[1])}\n`,
  ].join('');
}

function boundText(bound: RunReport['calibration']['bound']): string {
  if (bound === 'seen') {
    return ': it keeps to that on the training rows, out of fold, but they are too few to show that it will on others';
  }
  return bound === 'missed' ? ': no threshold keeps to that; this one comes nearest' : '';
}
