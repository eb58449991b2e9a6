import {
  type ColumnData,
  type DatasetSchema,
  type DriftReference,
  summarizeColumns,
  type Target,
  type TypedTable,
} from '@rampart/core';
import { buildReference } from '@rampart/core/internal';
import { classNumbers } from '../splitting/split-table.ts';
import { type ClassLabels, columnHistogram } from './column-histogram.ts';
import type { DataReport, ReportColumn } from './data-report.ts';

/** The class of each row, as numbers and by name. */
export function labelsOf(table: TypedTable, target: Target): ClassLabels {
  return { numbers: classNumbers(table, target), names: target.classes };
}

/** How many rows each class has. */
export function classRows(
  { numbers, names }: ClassLabels,
  { positive }: Target,
): DataReport['overview']['classes'] {
  const rows = new Array<number>(names.length).fill(0);
  for (const number of numbers) if (number < names.length) rows[number]!++;
  return names.map((name, number) => ({ name, rows: rows[number]!, positive: number === positive }));
}

/** What each column of the schema holds, by class, beside a reference where there is one. */
export function reportColumns(
  table: TypedTable,
  schema: DatasetSchema,
  labels: ClassLabels | null,
  reference: DriftReference | null,
): ReportColumn[] {
  const summaries = new Map(summarizeColumns(table, schema).map((summary) => [summary.name, summary]));
  const own = new Map(buildReference(table, schema).columns.map((column) => [column.name, column]));
  const known = new Map(
    reference?.columns.flatMap((column) => (column.role === 'score' ? [] : [[column.name, column]])),
  );
  return schema.columns.map(({ name, kind, role, description }) => {
    const data = table.columns.get(name);
    const [batch, other] = [own.get(name), known.get(name) ?? null];
    const shown = role === 'target' && labels !== null ? classNames(labels) : data;
    return {
      name,
      kind,
      role,
      ...(description === undefined ? {} : { description }),
      summary: summaries.get(name) ?? null,
      histogram:
        shown === undefined || batch === undefined
          ? null
          : columnHistogram(shown, batch, { reference: other, labels }),
      missing: {
        batch:
          summaries.get(name)?.missing === undefined
            ? 0
            : summaries.get(name)!.missing / Math.max(1, table.rows),
        reference: other === null ? null : other.missing / Math.max(1, other.present + other.missing),
      },
    };
  });
}

function classNames({ numbers, names }: ClassLabels): ColumnData {
  return Array.from(numbers, (number) => names[number] ?? null);
}
