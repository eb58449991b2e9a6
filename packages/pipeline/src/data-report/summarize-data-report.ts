import { describeProblem, type DriftReport } from '@rampart/core';
import { describeGroup } from '@rampart/core/rows';
import type { DataReport } from './data-report.ts';
import { percent, textTable } from '../table/text-table.ts';

/** Kinds of problems, and drifting columns, that are listed. */
const mostListed = 12;

/** A validation for a person. */
export function summarizeDataReport({ overview, problems, leakAudit, drift, warnings }: DataReport): string {
  const { rows } = overview;
  return [
    `Rows: ${rows.read} read, ${rows.valid} valid, ${rows.quarantined} quarantined\n`,
    ...overview.classes.map(({ name, rows: count }) => `  ${name}: ${count}\n`),
    ...problems
      .slice(0, mostListed)
      .map((group) => `  ${describeProblem(describeGroup(group)).replaceAll('\n', '\n  ')}\n`),
    leakAudit === null
      ? ''
      : `\nLeak audit: ${leakAudit.distinctVectors} distinct feature vectors, ${leakAudit.conflictingVectors} with more than one label; no model can be more accurate than ${percent(leakAudit.ceiling)}\n`,
    drift === null ? '' : summarizeDrift(drift, overview.reference),
    warnings.length === 0 ? '' : '\nWarnings\n',
    ...warnings.map(({ name, level, text }) => `  ${level === 'fail' ? 'FAIL' : 'warn'}  ${name}: ${text}\n`),
    overview.passed ? '' : '\nA limit that is set to fail is broken.\n',
  ].join('');
}

function summarizeDrift(drift: DriftReport, reference: string | null): string {
  const { power } = drift;
  const found = drift.columns.filter((column) => column.alarm || column.missing.alarm);
  const more = found.length - mostListed;
  return [
    `\nDrift against ${reference ?? 'the reference'} (${drift.rows.reference} rows): ${drift.verdict}`,
    drift.alarm ? `, ${found.length} of ${drift.columns.length} columns\n` : '\n',
    found.length === 0
      ? ''
      : textTable([
          ['', 'distance', 'p-value', 'missing', 'unseen rows'],
          ...found
            .slice(0, mostListed)
            .map((column) => [
              column.name,
              column.distance.toFixed(3),
              column.pValue < 1e-99 ? '<1e-99' : column.pValue.toExponential(1),
              percent(column.missing.batch),
              String(column.unseen.rows),
            ]),
        ]),
    more > 0 ? `  and ${more} more\n` : '',
    `  A shift of ${100 * power.shift.share} points, or ${power.shift.deviations} standard deviations, in ${power.weakest === 1 ? 'any column' : (power.weakestColumn ?? 'a column')} would be found in ${percent(power.weakest)} of such batches`,
    power.weakest >= power.wanted || power.rowsNeeded === null
      ? ''
      : `; ${power.rowsNeeded} rows would find it in ${percent(power.wanted)}`,
    `. Up to ${percent(drift.falseAlarmRate)} of clean batches alarm.\n`,
  ].join('');
}
