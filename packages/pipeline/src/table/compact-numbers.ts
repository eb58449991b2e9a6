import type { TypedTable } from '@rampart/core';

/** What stands for a missing value among compact numbers. */
export const compactMissing = -128;

/** Columns of numbers as bytes, by name. */
export type CompactColumns = ReadonlyMap<string, Int8Array<ArrayBuffer>>;

/** The columns of a table that can be written as bytes. */
export function compactColumns(table: TypedTable): CompactColumns {
  const columns = new Map<string, Int8Array<ArrayBuffer>>();
  for (const [name, data] of table.columns) {
    const compact = data instanceof Float64Array ? compactNumbers(data) : undefined;
    if (compact !== undefined) columns.set(name, compact);
  }
  return columns;
}

/** The numbers as bytes, where each is an integer from -127 to 127 or missing (NaN); undefined where one is not. */
function compactNumbers(data: Float64Array): Int8Array<ArrayBuffer> | undefined {
  const compact = new Int8Array(data.length);
  for (let row = 0; row < data.length; row++) {
    const value = data[row]!;
    const integer = value | 0;
    if (integer === value && integer >= -127 && integer <= 127) compact[row] = integer;
    else if (Number.isNaN(value)) compact[row] = compactMissing;
    else return undefined;
  }
  return compact;
}
