import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { targetOf } from '../../schema/target-of.ts';
import type { ColumnData, TypedTable } from '../../table.ts';
import type { DriftRole } from './drift-report.ts';

/** One column that drift detection looks at. */
export interface DriftColumn {
  readonly name: string;
  readonly role: DriftRole;
  /** How it is compared: value by value, as numbers, or by its gaps alone. */
  readonly compare: 'values' | 'numbers' | 'gaps';
  readonly data: ColumnData;
}

/** Name of the column that a model's scores are compared under. */
export const scoreColumn = 'score';

/**
 * The columns of a table that are compared: its features, the label as class names where the table has one, and
 * a model's scores where they are given (one a row).
 */
export function driftColumns(
  table: TypedTable,
  schema: DatasetSchema,
  scores: Float64Array | undefined,
): DriftColumn[] {
  const columns = schema.columns.flatMap((column): DriftColumn[] => {
    const data = table.columns.get(column.name);
    if (data === undefined) return [];
    const { name, kind, role } = column;
    if (role === 'target') {
      const { classes, classOf } = targetOf(schema);
      const named = Array.from<ColumnData[number], string | null>(data, (cell) => {
        const number = classOf(cell);
        return number === undefined ? null : classes[number]!;
      });
      return [{ name, role: 'label', compare: 'values', data: named }];
    }
    if (role !== 'feature') return [];
    const compare =
      kind === 'numeric'
        ? 'numbers'
        : kind === 'identifier' || kind === 'text' || kind === 'time'
          ? 'gaps'
          : 'values';
    return [{ name, role: 'feature', compare, data }];
  });
  return scores === undefined
    ? columns
    : [...columns, { name: scoreColumn, role: 'score', compare: 'numbers', data: scores }];
}
