import {
  compareBatch,
  type CompareOptions,
  type DatasetSchema,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { type AlarmBudget, isMissing } from '@rampart/core/internal';
import type { ReadTable } from '@rampart/core/rows';
import type { DataReport, ReportWarning } from './data-report.ts';
import { checkTable } from '../checking/check-table.ts';
import { type DataWarning, judgeWarnings } from './data-warning.ts';
import { dataWarnings, freshnessWarnings, newestTime } from './data-warnings.ts';
import { driftWarnings } from './drift-warnings.ts';
import { problemsWithExamples } from './example-rows.ts';
import type { Reference } from './open-reference.ts';
import { auditLeaks } from '../leaks/leak-audit.ts';
import { classRows, drawnRows, labelsOf, reportColumns } from './report-columns.ts';

/** A table that was read, and what it is to be judged by. */
export interface DataReportInput {
  /** What the user called the table, without credentials. */
  readonly source: string;
  readonly read: ReadTable;
  readonly schema: DatasetSchema;
  /** serving: the label may be absent, and rows are judged by their features alone. */
  readonly environment: 'training' | 'serving';
  /** The distributions to compare with, and what they are called; null for none. */
  readonly reference: (Pick<Reference, 'name' | 'drift'> & Partial<Pick<Reference, 'score'>>) | null;
  readonly budget?: AlarmBudget | undefined;
  readonly when: Date;
}

/** All that can be told of a table: problems, distributions, leaks, drift and warnings, as plain JSON. */
export function buildDataReport(input: DataReportInput): DataReport {
  const { source, read, schema, reference } = input;
  const target = input.environment === 'training' ? targetOf(schema) : null;
  const present = target === null ? withoutAbsentLabel(read.table, schema) : read.table;
  const { table, quarantined, brokenRules } = checkTable(present, schema, target, (row) => ({
    source,
    line: read.lines[row]!,
  }));
  const aside = [...read.rejected, ...quarantined].toSorted((left, right) => left.line - right.line);
  const labels = target === null || table.rows === 0 ? null : labelsOf(table, target);
  const leakAudit = labels === null ? null : auditLeaks(table, labels.numbers, schema);
  const drift =
    reference === null || table.rows === 0
      ? null
      : compareBatch(reference.drift, table, schema, driftOptions(input, reference.score?.(table)));
  const drawn = drawnRows(table.rows)?.length;
  const rows = { read: read.read, valid: table.rows, quarantined: aside.length };
  const warnings = [
    ...dataWarnings({ schema, ...rows, table, leakAudit, brokenRules, unknownColumns: read.unknownColumns }),
    ...freshnessWarnings(schema, newestTime(table, schema), input.when),
    ...(drift === null ? [] : driftWarnings(drift)),
  ];
  const { failed, warned } = judgeWarnings(warnings, schema.limits);
  return {
    format: 1,
    overview: {
      source,
      schema: schema.name,
      ...(schema.description === undefined ? {} : { description: schema.description }),
      reference: reference?.name ?? null,
      rows,
      ...(drawn === undefined ? {} : { drawnRows: drawn }),
      classes: labels === null ? [] : classRows(labels, target!),
      unknownColumns: [...read.unknownColumns],
      when: input.when.toISOString(),
      passed: failed.length === 0,
    },
    columns: reportColumns(table, schema, labels, reference?.drift ?? null),
    problems: problemsWithExamples(aside),
    leakAudit,
    drift,
    warnings: [
      ...failed.map((warning) => reportWarning('fail', warning)),
      ...warned.map((warning) => reportWarning('warn', warning)),
    ],
  };
}

function driftOptions({ budget }: DataReportInput, scores: Float64Array | undefined): CompareOptions {
  return { ...(budget && { budget }), ...(scores && { scores }) };
}

function reportWarning(level: 'warn' | 'fail', { name, text, columns }: DataWarning): ReportWarning {
  return { name, level, text, columns };
}

/** Where no row has a label there is nothing to compare, which is not the same as labels that have gone missing. */
function withoutAbsentLabel(table: TypedTable, schema: DatasetSchema): TypedTable {
  const columns = new Map(table.columns);
  for (const { name, role } of schema.columns) {
    if (role === 'target' && columns.get(name)?.every(isMissing)) columns.delete(name);
  }
  return { rows: table.rows, columns };
}
