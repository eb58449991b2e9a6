import { columnOf, type TypedTable } from '../table.ts';
import { cellEncoder } from './cell-encoder.ts';
import type { Encoding } from './feature-encoding.ts';

/** One float64 column per feature: NaN = missing, a category's number, the vocabulary's length = unseen. */
export function encodeTable(encoding: Encoding, table: TypedTable): Float64Array[] {
  return encoding.map((feature) => {
    const encode = cellEncoder(feature);
    const column = columnOf(table, feature.name);
    const encoded = new Float64Array(table.rows);
    for (let row = 0; row < table.rows; row++) encoded[row] = encode(column[row]);
    return encoded;
  });
}

/** The columns as the model reads them: float32, row-major [rows × features]. */
export function packRows(columns: readonly Float64Array[]): Float32Array {
  const features = columns.length;
  const packed = new Float32Array((columns[0]?.length ?? 0) * features);
  columns.forEach((column, feature) => {
    for (let row = 0; row < column.length; row++) packed[row * features + feature] = column[row]!;
  });
  return packed;
}
