import { RampartError } from '@rampart/core';
import { quote } from '@rampart/core/internal';

/** One record of a file's beginning. */
export interface HeadRecord {
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A text file whose layout cannot be told: shows how it begins, and what settles it. */
export function unclearLayout(
  uri: string,
  records: readonly HeadRecord[],
  { expected, received, fix }: { readonly expected: string; readonly received: string; readonly fix: string },
): RampartError {
  const shown = records.slice(0, 3).map(({ line, cells }) => `line ${line} is ${quote(cells.join(''))}`);
  return new RampartError('source', {
    where: uri,
    expected,
    received: `${received} (${shown.join('; ')})`,
    fix,
  });
}

/** How many cells a record has, for a message. */
export function cellsOf({ line, cells }: HeadRecord): string {
  return `line ${line} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
}
