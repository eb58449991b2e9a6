import { type ColumnData, isMissing } from '../../table.ts';
import { onInvalidOf } from './column.ts';
import type { ColumnReader } from './column-reader.ts';

/** A typed column with the values that its policy takes for missing set to missing; the column itself where there are none. */
export function imputeInvalid(data: ColumnData, reader: ColumnReader): ColumnData {
  if (onInvalidOf(reader.column) === 'reject') return data;
  const refused = (cell: number | string | null) => !isMissing(cell) && !reader.allows(cell);
  if (data instanceof Float64Array) {
    return data.some(refused) ? data.map((cell) => (refused(cell) ? Number.NaN : cell)) : data;
  }
  return data.some(refused) ? data.map((cell) => (refused(cell) ? null : cell)) : data;
}
