import { concatBytes } from '../concat-bytes.ts';
import { utf8Text } from './utf8.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quoteMark = 34;

/** One record, cut out of the bytes. */
export interface ScannedRecord {
  readonly cells: readonly string[];
  /** Where the record's bytes end: on its line break, or at the end of the file. */
  readonly end: number;
  /** Line breaks inside the record. */
  readonly breaks: number;
}

/** The file ends before a closing quote. */
export const unclosed = Symbol('unclosed quote');

/**
 * Cuts one record out of `bytes` from `start`, quotes and all: a quote opens only at the beginning of a cell, and a
 * closing one that is followed by something else belongs to the text. The delimiter is given in UTF-8. Undefined
 * where the record may go on beyond `end` and these are not the `final` bytes.
 */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  delimiter: Uint8Array,
): ScannedRecord | typeof unclosed | undefined {
  const cells: string[] = [];
  const ahead = final ? 0 : Math.max(1, delimiter.length - 1);
  let breaks = 0;
  let at = start;
  for (;;) {
    const cell = scanCell();
    if (cell === undefined || cell === unclosed) return cell;
    cells.push(cell);
    if (!isDelimiter(at)) return { cells, end: at, breaks };
    at += delimiter.length;
  }

  /** Reads one cell and leaves `at` on the delimiter, the line break, or the end of the file. */
  function scanCell(): string | typeof unclosed | undefined {
    const text: Uint8Array[] = [];
    let from = at;
    if (at < end && bytes[at] === quoteMark) {
      from = ++at;
      for (; ; at++) {
        if (at + ahead >= end && !final) return undefined;
        if (at >= end) return unclosed;
        const code = bytes[at];
        if (code === carriageReturn || (code === lineFeed && bytes[at - 1] !== carriageReturn)) breaks++;
        if (code !== quoteMark) continue;
        if (at + 1 + ahead >= end && !final) return undefined;
        if (at + 1 === end || bytes[at + 1] !== quoteMark) break;
        text.push(bytes.subarray(from, ++at));
        from = at + 1;
      }
      text.push(bytes.subarray(from, at));
      from = at + 1;
      // As csv-parse does, a NUL behind the quote is taken for the end of the quoting too.
      if (at + 1 < end && !endsCell(at + 1) && bytes[at + 1] !== 0) {
        text.unshift(bytes.subarray(at, at + 1));
        from = at;
      }
      at++;
    }
    for (; ; at++) {
      if (at + ahead >= end && !final) return undefined;
      if (at >= end || endsCell(at)) break;
    }
    if (text.length === 0) return utf8Text(bytes, from, at);
    const whole = concatBytes([...text, bytes.subarray(from, at)]);
    return utf8Text(whole, 0, whole.length);
  }

  function endsCell(position: number): boolean {
    const code = bytes[position];
    return code === lineFeed || code === carriageReturn || isDelimiter(position);
  }

  function isDelimiter(position: number): boolean {
    if (bytes[position] !== delimiter[0] || position + delimiter.length > end) return false;
    for (let offset = 1; offset < delimiter.length; offset++) {
      if (bytes[position + offset] !== delimiter[offset]) return false;
    }
    return true;
  }
}
