import { describeProblem, metricNames } from '@rampart/core';
import { describeGroup } from '../validation/quarantine.ts';
import type { RunReport } from './run-report.ts';
import { decimal, percent, textTable } from './text-table.ts';

/** A run's report for a person. */
export function summarizeRun(report: RunReport): string {
  const { rows, leakAudit: leaks, holdout, bundle, backend } = report;
  const about = report.positive === null ? 'averages over all classes' : `about the class ${report.positive}`;
  return [
    `Rows: ${rows.read} read, ${rows.valid} valid, ${rows.quarantined} quarantined; ${rows.train} train, ${rows.holdout} holdout\n`,
    ...report.problems
      .slice(0, 5)
      .map((group) => `  ${describeProblem(describeGroup(group)).replaceAll('\n', '\n  ')}\n`),
    report.unknownColumns.length === 0
      ? ''
      : `  Not in the schema and left out: ${report.unknownColumns.join(', ')}\n`,
    '\nLeak audit\n',
    textTable([
      ['rows', String(leaks.rows)],
      ['distinct rows', String(leaks.distinctRows)],
      ['distinct feature vectors', String(leaks.distinctVectors)],
      ['vectors with more than one label', `${leaks.conflictingVectors} (${leaks.conflictingRows} rows)`],
      ['no model can be more accurate than', percent(leaks.ceiling)],
      ...(leaks.constantFeatures.length > 0
        ? [['constant features', leaks.constantFeatures.join(', ')]]
        : []),
      ...(leaks.holdoutRowsSeenInTraining === null
        ? []
        : [['holdout rows whose vector is in training', String(leaks.holdoutRowsSeenInTraining)]]),
    ]),
    `\nCandidates, scored out of fold (${about})\n`,
    textTable([
      ['', 'log-loss', 'accuracy', 'F1', 'ROC AUC', 'seconds'],
      ...report.candidates.map(({ name, outOfFold: m, seconds }) => [
        `${name === report.chosen ? '*' : ' '} ${name}`,
        decimal(m.logLoss),
        percent(m.accuracy),
        percent(m.f1),
        decimal(m.rocAuc),
        seconds.toFixed(1),
      ]),
    ]),
    `  * chosen, threshold ${decimal(report.threshold)}\n`,
    `\nHoldout: ${holdout.rows} rows never trained on (${about}; 95 % of resamples lie between)\n`,
    textTable(
      metricNames.map((name) => {
        const { value, low, high } = holdout.metrics[name];
        return [name, decimal(value), `${decimal(low)} to ${decimal(high)}`];
      }),
    ),
    holdout.looks > 1
      ? `  ${holdout.looks} models have been scored on this holdout by now; each look flatters a little.\n`
      : '',
    `\nBackend: ${backend.name} (${backend.reason})\n`,
    `Decision: ${report.decision.accepted ? 'accepted' : 'rejected'}, ${report.decision.reasons.join('; ')}\n`,
    `Bundle: ${bundle.path} (version ${bundle.version}${bundle.production ? ', in production' : ''}; weights ${bundle.weightsDigest.slice(0, 12)})\n`,
    `Report: ${report.report}\n`,
    `Time: ${report.seconds.toFixed(1)} s\n`,
  ].join('');
}
