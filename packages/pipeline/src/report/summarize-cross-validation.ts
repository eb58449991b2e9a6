import { metricNames } from '@rampart/core';
import type { CrossValidation } from '../evaluation/cross-validate.ts';
import { decimal, textTable } from './text-table.ts';

/** The result of a cross-validation for a person. */
export function summarizeCrossValidation(result: CrossValidation): string {
  return [
    `${result.folds.length} folds of ${result.rows.valid} valid rows (${result.rows.quarantined} quarantined), no feature vector in two folds\n`,
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
    `Backend: ${result.backend.name} (${result.backend.reason})\n`,
    `Time: ${result.seconds.toFixed(1)} s\n`,
  ].join('');
}
