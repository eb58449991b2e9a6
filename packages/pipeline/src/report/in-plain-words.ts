import { count } from '../data-report/html/figures.ts';
import { percent } from '../table/text-table.ts';
import { leakSentences } from './leak-sentences.ts';
import type { RunReport } from './run-report.ts';

/** What a newcomer should take away: what the rows allow, what the model does, and that it can be made again. */
export function inPlainWords(report: RunReport): string[] {
  const { holdout, positive, bundle, backend } = report;
  const { accuracy, recall, precision } = holdout.metrics;
  const found =
    positive === null || recall.value === null || precision.value === null
      ? ''
      : `; it finds ${percent(recall.value)} of \`${positive}\`, and ${percent(precision.value)} of what it calls so are`;
  return [
    ...leakSentences(report.leakAudit),
    `The model is right about ${percent(accuracy.value ?? 0)} of ${count(holdout.rows)} rows that it never saw${found}.`,
    `The same rows, settings and seed make the same weights, byte for byte, on any Node from 20 on and after a kill: ${bundle.weightsDigest.slice(0, 12)} (${backend.name}).`,
  ];
}
