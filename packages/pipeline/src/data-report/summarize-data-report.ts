import { describeProblem, type DriftReport } from '@rampart/core';
import { describeGroup } from '@rampart/core/rows';
import type { DataReport } from './data-report.ts';
import { driftCauses, trainedOnText } from './drift-causes.ts';
import { headlineOf } from './headline.ts';
import { percent } from '../table/text-table.ts';

/** Kinds of problems, and drifting columns, that are listed. */
const mostListed = 12;

/** A validation for a person. */
export function summarizeDataReport(report: DataReport): string {
  const { overview, problems, leakAudit, drift, warnings } = report;
  const { rows } = overview;
  const { verdict, text: reason } = headlineOf(report);
  return [
    `${verdict} ${reason}\n\n`,
    `Rows: ${rows.read} read, ${rows.valid} valid, ${rows.quarantined} quarantined\n`,
    ...overview.classes.map(({ name, rows: count }) => `  ${name}: ${count}\n`),
    ...problems
      .slice(0, mostListed)
      .map((group) => `  ${describeProblem(describeGroup(group)).replaceAll('\n', '\n  ')}\n`),
    leakAudit === null
      ? ''
      : `\nLeak audit: ${leakAudit.distinctVectors} distinct feature vectors, ${leakAudit.conflictingVectors} with more than one label; no model can be more accurate than ${percent(leakAudit.ceiling)}\n`,
    leakAudit !== null && leakAudit.examinedRows < leakAudit.rows
      ? `  Near duplicates, telling features and the comparison of splits are of ${leakAudit.examinedRows} of the rows\n`
      : '',
    overview.drawnRows === undefined
      ? ''
      : `Histograms are of ${overview.drawnRows} rows, evenly over the table; summaries are of all\n`,
    drift === null ? '' : summarizeDrift(drift, overview.reference),
    warnings.length === 0 ? '' : '\nWarnings\n',
    ...warnings.map(({ name, level, text }) => `  ${level === 'fail' ? 'FAIL' : 'warn'}  ${name}: ${text}\n`),
  ].join('');
}

function summarizeDrift(drift: DriftReport, reference: string | null): string {
  const { power } = drift;
  const found = drift.columns.filter((column) => column.alarm || column.missing.alarm);
  const more = found.length - mostListed;
  const width = Math.max(0, ...found.slice(0, mostListed).map(({ name }) => name.length));
  const scored = drift.columns.find(({ trainedOn }) => trainedOn !== undefined)?.trainedOn;
  return [
    `\nCompared with ${reference ?? 'the reference'} (${drift.rows.reference} rows): `,
    drift.alarm
      ? `${found.length} of ${drift.columns.length} columns ${found.length === 1 ? 'differs' : 'differ'}\n`
      : `${drift.verdict === 'no drift' ? 'no column differs' : 'not enough data to tell whether a column differs'}\n`,
    ...found
      .slice(0, mostListed)
      .map((one) => `  ${one.name.padEnd(width)}  ${driftCauses(one, drift.rows.batch).join('; ')}\n`),
    more > 0 ? `  and ${more} more\n` : '',
    scored === undefined ? '' : `  The scores are ${trainedOnText(scored)}\n`,
    `  A shift of ${100 * power.shift.share} points, or ${power.shift.deviations} standard deviations, in ${power.weakest === 1 ? 'any column' : (power.weakestColumn ?? 'a column')} would be found in ${percent(power.weakest)} of such batches`,
    power.weakest >= power.wanted || power.rowsNeeded === null
      ? ''
      : `; ${power.rowsNeeded} rows would find it in ${percent(power.wanted)}`,
    `. Up to ${percent(drift.falseAlarmRate)} of clean batches alarm.\n`,
  ].join('');
}
