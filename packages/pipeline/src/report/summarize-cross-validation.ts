import { metricNames } from '@rampart/core';
import type { CrossValidation } from '../cross-validation/cross-validate.ts';
import { describeDecisions } from './describe-decisions.ts';
import { decimal, textTable } from '../table/text-table.ts';
import { counted } from '@rampart/core/internal';

/** The result of a cross-validation for a person. */
export function summarizeCrossValidation(result: CrossValidation): string {
  return [
    `${counted(result.folds.length, 'fold')} of ${counted(result.rows.valid, 'valid row')} (${result.rows.quarantined} quarantined), ${keptTogether(result)}\n`,
    textTable([
      ['fold', ...metricNames, 'chosen'],
      ...result.folds.map((fold) => [
        String(fold.fold),
        ...metricNames.map((name) => decimal(fold.metrics[name])),
        fold.chosen,
      ]),
      ['mean', ...metricNames.map((name) => decimal(result.mean[name])), ''],
      ['sd', ...metricNames.map((name) => decimal(result.sd[name])), ''],
    ]),
    describeDecisions(
      result.decisions.map(({ groups, rows, mean, pooledEce }) => ({
        groups,
        rows,
        metrics: mean,
        pooledEce,
      })),
    ),
    `Backend: ${result.backend.name} (${result.backend.reason})\n`,
    `Time: ${result.seconds.toFixed(1)} s\n`,
  ].join('');
}

function keptTogether({ by, folds }: CrossValidation): string {
  const seen = folds.reduce((sum, { rows }) => sum + rows.seen, 0);
  const told = seen === 0 ? 'no feature vector in training and test' : `${seen} test rows seen in training`;
  return by === 'vector' ? told : `split by ${by}: ${told}`;
}
