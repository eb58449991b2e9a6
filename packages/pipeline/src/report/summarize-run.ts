import { describeProblem, metricNames } from '@rampart/core';
import { leastUnits } from '@rampart/core/internal';
import { describeGroup } from '@rampart/core/rows';
import { describeCalibration } from './describe-calibration.ts';
import { describeDecisions } from './describe-decisions.ts';
import { describeImportance } from './describe-importance.ts';
import { describeLeaderboard } from './describe-leaderboard.ts';
import { describeLeaks } from '../data-report/describe-leaks.ts';
import { describeSplit } from './describe-split.ts';
import { inPlainWords } from './in-plain-words.ts';
import { nextSteps } from './next-steps.ts';
import { type RunReport, verdictWord } from './run-report.ts';
import { decimal, textTable } from '../table/text-table.ts';
import { counted } from '@rampart/core/internal';

/** A run's report for a person; `rampart` is how the command line is called here. */
export function summarizeRun(report: RunReport, rampart = 'rampart'): string {
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
    report.withoutEffect.length === 0
      ? ''
      : `\nSettings without effect\n${report.withoutEffect.map((text) => `  ${text}\n`).join('')}`,
    `\nCandidates, scored out of fold (${about})\n`,
    describeLeaderboard(report),
    `  * chosen, threshold ${decimal(report.decisions[0]!.threshold)}\n`,
    describeImportance(report),
    describeWarmStart(report.warmStart),
    describeCalibration(report),
    ...[holdout, ...report.holdouts].map((one) => describeHoldout(one, about)),
    describeDecisions(report.decisions.map((one) => ({ ...one, metrics: one.holdout }))),
    `\nBackend: ${backend.name} (${backend.reason})\n`,
    `Verdict: ${verdictWord(report.verdict)}, ${report.verdict.reasons.join('; ')}\n`,
    `Bundle: ${bundle.path} (version ${bundle.version}${bundle.production ? ', in production' : ''}; weights ${bundle.weightsDigest.slice(0, 12)})\n`,
    `Report: ${report.report}\n`,
    `Time: ${report.seconds.toFixed(1)} s\n`,
    `\nIn plain words\n${inPlainWords(report)
      .map((sentence) => `  ${sentence}\n`)
      .join('')}`,
    `\nNext\n${nextSteps(report, rampart)
      .map(({ text, command }) => `  ${text}\n${command === null ? '' : `    ${command}\n`}`)
      .join('')}`,
  ].join('');
}

function describeWarmStart(warmStart: RunReport['warmStart']): string {
  if (warmStart === null) return '';
  const { version, cold } = warmStart;
  return cold === null
    ? `  Its network went on from that of version ${version}\n`
    : `  Its network could not go on from that of version ${version}: ${cold}\n`;
}

function describeHoldout({ name, rows, metrics, looks }: RunReport['holdout'], about: string): string {
  const unknown = metricNames.filter(
    (metric) => metrics[metric].value !== null && metrics[metric].low === null,
  );
  return [
    `\nHoldout \`${name}\`: ${counted(rows, 'row')} never trained on (${about}; 95 % confidence intervals)\n`,
    textTable(
      metricNames.map((metric) => {
        const { value, low, high } = metrics[metric];
        return [metric, decimal(value), low === null ? 'no interval' : `${decimal(low)} to ${decimal(high)}`];
      }),
    ),
    unknown.length === 0
      ? ''
      : `  ${unknown.length === metricNames.length ? 'There is no interval' : `There is no interval of ${unknown.join(', ')}`}: that takes at least ${leastUnits} rows that do not hang together, and as many of each class.\n`,
    looks > 1
      ? `  ${looks} models have been scored on this holdout by now; each look flatters a little.\n`
      : '',
  ].join('');
}
