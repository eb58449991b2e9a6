import { readFile } from 'node:fs/promises';
import type { ColumnData, TypedTable } from '@rampart/core';
import { RampartError } from '@rampart/core/internal/tables';
import {
  columnFromArray,
  dictionary,
  float64,
  int8,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  Type,
  utf8,
} from '@uwdata/flechette';
import { type CompactColumns, compactMissing } from './compact-numbers.ts';

/**
 * A typed table as an Arrow IPC file: numbers as float64 (NaN = missing), texts dictionary-encoded (null = missing).
 * Number columns given as bytes in `compact` become int8 (null = missing).
 */
export function encodeArrow(table: TypedTable, compact: CompactColumns = new Map()): Uint8Array {
  const columns = [...table.columns].map(
    ([name, data]) => [name, encodeColumn(data, compact.get(name))] as const,
  );
  return tableToIPC(tableFromColumns(columns as never), { format: 'file' }) as Uint8Array;
}

function encodeColumn(data: ColumnData, compact: Int8Array | undefined) {
  if (!(data instanceof Float64Array)) return columnFromArray(data as (string | null)[], dictionary(utf8()));
  // An empty column would be left without a type.
  if (data.length === 0) return columnFromArray(data, float64());
  // Without a type the array is taken as it is, not value by value.
  if (compact === undefined) return columnFromArray(data);
  return compact.includes(compactMissing)
    ? columnFromArray(
        Array.from(compact, (value) => (value === compactMissing ? null : value)),
        int8(),
      )
    : columnFromArray(compact);
}

/** Reads what `encodeArrow` wrote; float64 columns are views on the given bytes where their alignment allows. */
export function decodeArrow(bytes: Uint8Array): TypedTable {
  const arrow = tableFromIPC(bytes);
  const columns = new Map<string, ColumnData>();
  arrow.names.forEach((name, at) => {
    const column = arrow.getChildAt(at);
    const { typeId } = column.type;
    const values = column.toArray() as ColumnData | Int8Array | (number | null)[];
    columns.set(
      String(name),
      typeId === Type.Int || (typeId === Type.Float && values.length === 0)
        ? Float64Array.from(values as ArrayLike<number | null>, (value) => value ?? Number.NaN)
        : (values as ColumnData),
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
