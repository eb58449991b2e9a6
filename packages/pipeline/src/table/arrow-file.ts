import { readFile } from 'node:fs/promises';
import { type ColumnData, RampartError, type TypedTable } from '@rampart/core';
import {
  columnFromArray,
  dictionary,
  float64,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  Type,
  utf8,
} from '@uwdata/flechette';

/** A typed table as an Arrow IPC file: numbers as float64 (NaN = missing), texts dictionary-encoded (null = missing). */
export function encodeArrow(table: TypedTable): Uint8Array {
  const columns = [...table.columns].map(
    ([name, data]) =>
      [
        name,
        data instanceof Float64Array
          ? columnFromArray(data, float64())
          : columnFromArray(data as (string | null)[], dictionary(utf8())),
      ] as const,
  );
  return tableToIPC(tableFromColumns(columns as never), { format: 'file' }) as Uint8Array;
}

/** Reads what `encodeArrow` wrote; number columns are views on the given bytes where their alignment allows. */
export function decodeArrow(bytes: Uint8Array): TypedTable {
  const arrow = tableFromIPC(bytes);
  const columns = new Map<string, ColumnData>();
  arrow.names.forEach((name, at) => {
    const column = arrow.getChildAt(at);
    const values = column.toArray() as ColumnData;
    columns.set(
      String(name),
      column.type.typeId === Type.Float && values.length === 0 ? new Float64Array() : values,
    );
  });
  return { rows: arrow.numRows, columns };
}

/** Reads a typed table from an Arrow IPC file. */
export async function readArrow(path: string): Promise<TypedTable> {
  const bytes = await readFile(path);
  try {
    return decodeArrow(bytes);
  } catch (cause) {
    throw new RampartError(
      'source',
      { where: path, expected: 'an Arrow IPC file', received: 'bytes that cannot be read as one' },
      { cause },
    );
  }
}
