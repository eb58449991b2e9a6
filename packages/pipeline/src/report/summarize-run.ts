import { describeProblem, metricNames } from '@rampart/core';
import { describeGroup } from '../validation/quarantine.ts';
import { describeLeaks } from './describe-leaks.ts';
import { describeSplit } from './describe-split.ts';
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
    `\n${describeSplit(report.split)}`,
    '\nLeak audit\n',
    textTable(describeLeaks(leaks)),
    report.warnings.length === 0
      ? ''
      : `\nWarnings\n${report.warnings.map(({ name, text }) => `  ${name}: ${text}\n`).join('')}`,
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
    ...[holdout, ...report.holdouts].map((one) => describeHoldout(one, about)),
    `\nBackend: ${backend.name} (${backend.reason})\n`,
    `Decision: ${report.decision.accepted ? 'accepted' : 'rejected'}, ${report.decision.reasons.join('; ')}\n`,
    `Bundle: ${bundle.path} (version ${bundle.version}${bundle.production ? ', in production' : ''}; weights ${bundle.weightsDigest.slice(0, 12)})\n`,
    `Report: ${report.report}\n`,
    `Time: ${report.seconds.toFixed(1)} s\n`,
  ].join('');
}

function describeHoldout({ name, rows, metrics, looks }: RunReport['holdout'], about: string): string {
  return [
    `\nHoldout \`${name}\`: ${rows} rows never trained on (${about}; 95 % of resamples lie between)\n`,
    textTable(
      metricNames.map((metric) => {
        const { value, low, high } = metrics[metric];
        return [metric, decimal(value), `${decimal(low)} to ${decimal(high)}`];
      }),
    ),
    looks > 1
      ? `  ${looks} models have been scored on this holdout by now; each look flatters a little.\n`
      : '',
  ].join('');
}
