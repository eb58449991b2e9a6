import { quote } from '../../errors.ts';
import type { Cell } from '../../table.ts';
import type { Column } from './column.ts';

/** Stands for a raw value that cannot be read as the column's type. */
export const UNREADABLE = Symbol('unreadable');

/**
 * Reads and judges one column's values, for files and for requests alike. Reading gives the typed value,
 * checking tells whether it lies in the domain.
 */
export interface ColumnReader {
  readonly column: Column;
  /** Whether typed values are numbers (NaN = missing) rather than texts (null = missing). */
  readonly numeric: boolean;
  /** What a value must be, for "expected …". */
  readonly expected: string;
  /** The typed value of a raw one: a CSV cell, a JSON value, undefined for an absent key. */
  read(raw: unknown): Cell | typeof UNREADABLE;
  /**
   * The number of a raw value as a decimal (times: milliseconds since 1970), where the typed one, a double, is only
   * near it; undefined everywhere else. Identity goes by it.
   */
  exact(raw: unknown, cell: Cell): string | undefined;
  /** What a value that cannot be read may be; completes "received …". */
  hint(raw: unknown): string | undefined;
  /** Whether a typed value, not missing, lies in the column's domain. */
  allows(cell: Cell): boolean;
}

/** A raw value for a message, with what it may be instead. */
export function received(reader: ColumnReader, raw: unknown): string {
  const hint = reader.hint(raw);
  return hint === undefined ? quote(raw) : `${quote(raw)} (${hint})`;
}
