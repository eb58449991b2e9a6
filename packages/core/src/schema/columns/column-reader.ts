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
  /** Whether a typed value, not missing, lies in the column's domain. */
  allows(cell: Cell): boolean;
}
