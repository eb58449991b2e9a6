import { type ColumnData, isMissing } from '../table.ts';
import type { Column } from './column.ts';
import type { ColumnReader } from './column-reader.ts';

/** What a value outside the column's domain does to its row. */
export function onOutsideOf(column: Column): 'impute' | 'reject' {
  // `other` leaves no value outside a list; a bound may still be crossed.
  return column.onUnseen === undefined || column.onUnseen === 'other' ? column.onInvalid : column.onUnseen;
}

/** A typed column with the values that its policy takes for missing set to missing; the column itself where there are none. */
export function imputeInvalid(data: ColumnData, reader: ColumnReader): ColumnData {
  if (onOutsideOf(reader.column) === 'reject') return data;
  let imputed: Float64Array | (string | null)[] | undefined;
  for (let row = 0; row < data.length; row++) {
    const cell = data[row]!;
    if (isMissing(cell) || reader.allows(cell)) continue;
    imputed ??= data.slice() as Float64Array | (string | null)[];
    imputed[row] = data instanceof Float64Array ? Number.NaN : (null as never);
  }
  return imputed ?? data;
}
