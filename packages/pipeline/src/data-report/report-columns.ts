import {
  type ColumnData,
  type DatasetSchema,
  type DriftReference,
  summarizeColumns,
  type Target,
  type TypedTable,
} from '@rampart/core';
import { buildReference, takeRows } from '@rampart/core/internal';
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

/** Tables up to so many rows are drawn as they are, */
const mostDrawn = 200_000;
/** and of larger ones so many rows: no bar of a histogram is then off by more than half a percent of the rows, about. */
const drawnOfMore = 100_000;

/** The rows that histograms are drawn from, evenly over the table; all of them where they are not very many. */
export function drawnRows(rows: number): Uint32Array | null {
  if (rows <= mostDrawn) return null;
  return Uint32Array.from({ length: drawnOfMore }, (_, at) => Math.floor((at * rows) / drawnOfMore));
}

/**
 * What each column of the schema holds, by class, beside a reference where there is one. Summaries are of all rows;
 * histograms of `drawnRows`.
 */
export function reportColumns(
  table: TypedTable,
  schema: DatasetSchema,
  labels: ClassLabels | null,
  reference: DriftReference | null,
): ReportColumn[] {
  const summaries = new Map(summarizeColumns(table, schema).map((summary) => [summary.name, summary]));
  const rows = drawnRows(table.rows);
  const drawn = rows === null ? table : takeRows(table, rows);
  const drawnLabels =
    rows === null || labels === null
      ? labels
      : { ...labels, numbers: Int32Array.from(rows, (row) => labels.numbers[row]!) };
  const own = new Map(buildReference(drawn, schema).columns.map((column) => [column.name, column]));
  const known = new Map(
    reference?.columns.flatMap((column) => (column.role === 'score' ? [] : [[column.name, column]])),
  );
  return schema.columns.map(({ name, kind, role, description }) => {
    const data = drawn.columns.get(name);
    const [batch, other] = [own.get(name), known.get(name) ?? null];
    const shown = role === 'target' && drawnLabels !== null ? classNames(drawnLabels) : data;
    return {
      name,
      kind,
      role,
      ...(description === undefined ? {} : { description }),
      summary: summaries.get(name) ?? null,
      histogram:
        shown === undefined || batch === undefined
          ? null
          : columnHistogram(shown, batch, { reference: other, labels: drawnLabels }),
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
