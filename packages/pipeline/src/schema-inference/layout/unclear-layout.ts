import { RampartError } from '@rampart/core';
import { counted, quote } from '@rampart/core/internal';

/** One record of a file's beginning. */
export interface HeadRecord {
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A text file whose layout cannot be told: shows how it begins, and what settles it. */
export function unclearLayout(
  uri: string,
  { records, delimiter }: { readonly records: readonly HeadRecord[]; readonly delimiter: string },
  { expected, received, fix }: { readonly expected: string; readonly received: string; readonly fix: string },
): RampartError {
  const shown = records
    .slice(0, 3)
    .map(({ line, cells }) => `line ${line} is ${quote(cells.join(delimiter))}`);
  return new RampartError('source', {
    where: uri,
    expected,
    received: `${received} (${shown.join('; ')})`,
    fix,
  });
}

/** How many cells a record has, for a message. */
export function cellsOf({ line, cells }: HeadRecord): string {
  return `line ${line} has ${counted(cells.length, 'cell')}`;
}

/** Cells of all records together. */
export function cellsIn(records: readonly HeadRecord[]): number {
  return records.reduce((sum, { cells }) => sum + cells.length, 0);
}

/** What to do about rows of other lengths than the first line. */
export function cureOf([first, ...rest]: readonly HeadRecord[]): string {
  const longer = rest.filter(({ cells }) => cells.length === first!.cells.length + 1);
  const quoted = longer.some(({ cells }) => cells.some((cell) => /^\s*'[^']*$|\\$/.test(cell)));
  if (!quoted && longer.length > 0.9 * rest.length) {
    return longer.every(({ cells }) => cells.at(-1) === '')
      ? 'Remove the delimiter at the end of each row, or write one behind the header too.'
      : 'Name every column in the header: one name is missing.';
  }
  return 'Quote cells that hold the delimiter with `"`, which is doubled inside; neither `\'` nor `\\` quotes.';
}
