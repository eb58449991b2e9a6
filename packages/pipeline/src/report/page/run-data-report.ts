import { type DatasetSchema, targetOf, type TypedTable } from '@rampart/core';
import type { DataReport } from '../../data-report/data-report.ts';
import { classRows, drawnRows, labelsOf, reportColumns } from '../../data-report/report-columns.ts';
import type { RunReport } from '../run-report.ts';

/** What a run needs to tell of its rows, besides its report. */
export interface RunRows {
  /** What the user called the table, without credentials. */
  readonly source: string;
  readonly schema: DatasetSchema;
  /** The valid rows, those of the holdout too. */
  readonly table: TypedTable;
  readonly when: Date;
}

/** The data of a run in the shape of a data report. The audit, the problems and the warnings are those of the run. */
export function runDataReport(report: RunReport, { source, schema, table, when }: RunRows): DataReport {
  const target = targetOf(schema);
  const labels = labelsOf(table, target);
  const drawn = drawnRows(table.rows)?.length;
  return {
    format: 1,
    overview: {
      source,
      schema: schema.name,
      ...(schema.description === undefined ? {} : { description: schema.description }),
      reference: null,
      rows: {
        read: report.rows.read,
        valid: report.rows.valid,
        quarantined: report.rows.quarantined,
      },
      ...(drawn === undefined ? {} : { drawnRows: drawn }),
      classes: classRows(labels, target),
      unknownColumns: [...report.unknownColumns],
      when: when.toISOString(),
      passed: true,
    },
    columns: reportColumns(table, schema, labels, null),
    problems: report.problems.map((problem) => ({ ...problem, examples: [] })),
    leakAudit: report.leakAudit,
    drift: null,
    warnings: report.warnings.map(({ name, text, columns }) => ({ name, level: 'warn', text, columns })),
  };
}
