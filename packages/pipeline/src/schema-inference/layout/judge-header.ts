import { parseDecimal, parseTime } from '@rampart/core/internal';
import { missingTokens } from '../missing-tokens.ts';

/** Whether a first line names the columns, and what a person should know of it. */
export interface HeaderVerdict {
  readonly header: boolean;
  readonly doubt?: string;
}

type Look = 'nothing' | 'number' | 'time' | 'address' | 'text';

/**
 * Compares the first line of a table with the rows below, column by column: a name stands above other kinds of values
 * and does not come again among them, a row of data looks like the others.
 */
export function judgeHeader(first: readonly string[], below: readonly (readonly string[])[]): HeaderVerdict {
  const line = first.map((cell) => cell.trim());
  // Where files were joined the header line comes again, and says nothing of the values.
  const rows = below.filter((row) => row.some((cell, at) => cell.trim() !== line[at]));
  if (isNumbering(line, rows)) {
    return {
      header: true,
      doubt: 'the names in its header line are numbers, as a data frame without names has them',
    };
  }
  const again: string[] = [];
  let [names, data, weak] = [0, 0, 0];
  for (const [at, cell] of line.entries()) {
    const sight = lookOf(cell);
    if (sight === 'nothing') continue;
    const values = rows.map((row) => row[at]!.trim()).filter((value) => lookOf(value) !== 'nothing');
    if (values.length === 0) continue;
    const kind = mainLook(values);
    if (kind !== undefined && kind !== 'text') {
      if (sight === kind) data++;
      else names++;
      continue;
    }
    const distinct = new Set(values);
    if (distinct.has(cell)) {
      again.push(cell);
      data++;
    } else if (sight === 'number') data++;
    else if (distinct.size * 2 <= values.length) weak++;
  }
  const twice = new Set(line).size < line.length;
  const header =
    names !== data
      ? names > data && !(twice && data > 0)
      : names > 0 || weak > 0 || rows.length === 0 || !twice;
  if (!header) {
    const why =
      again.length > 0
        ? `${again
            .slice(0, 3)
            .map((cell) => `\`${cell}\``)
            .join(' and ')} ${again.length === 1 ? 'comes' : 'come'} again below`
        : 'its first line looks like the others';
    return { header, doubt: `it seems to have no header line (${why}): its columns are numbered` };
  }
  return data > 0
    ? { header, doubt: 'its first line is taken for the header, though part of it looks like data' }
    : { header };
}

/** 0, 1, 2 (or 1, 2, 3) with names or nothing between them, above what are not all the same numbers. */
function isNumbering(line: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const numbers = line.filter((cell) => /^\d+$/.test(cell)).map(Number);
  if (numbers.length < 2 || numbers[0]! > 1 || numbers.some((number, at) => number !== numbers[0]! + at))
    return false;
  const others = line.flatMap((cell, at) => (/^\d+$/.test(cell) ? [] : [at]));
  if (others.some((at) => parseDecimal(line[at]!) === parseDecimal(line[at]!))) return false;
  // Without a name beside them three numbers in order may be a row like any other.
  if (others.every((at) => line[at] === '')) return numbers.length >= 4 && rows.length > 0;
  return others.every((at) => line[at] === '' || rows.every((row) => row[at]!.trim() !== line[at]));
}

/** The look of nearly all values; undefined where there is none. */
function mainLook(values: readonly string[]): Look | undefined {
  const counts = new Map<Look, number>();
  for (const value of values) counts.set(lookOf(value), (counts.get(lookOf(value)) ?? 0) + 1);
  return [...counts].find(([, count]) => count >= 0.9 * values.length)?.[0];
}

const tokens = new Set(missingTokens);

function lookOf(cell: string): Look {
  if (cell === '' || tokens.has(cell)) return 'nothing';
  if (!Number.isNaN(parseDecimal(cell)) || /^[+-]?(?:inf|infinity|0x[\da-f]+|\d[\d.,' ]*%?)$/i.test(cell))
    return 'number';
  if (
    /^\d{1,4}[-/.]\d{1,2}[-/.]\d/.test(cell) ||
    /^\d{1,2}:\d\d/.test(cell) ||
    !Number.isNaN(parseTime(cell))
  )
    return 'time';
  if (/:\/\/|^\d{1,3}(?:\.\d{1,3}){3}|^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}$|^\S+@\S+\.\S+$/i.test(cell))
    return 'address';
  return 'text';
}
