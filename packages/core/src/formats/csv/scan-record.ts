const lineFeed = 10;
const carriageReturn = 13;
const quoteMark = 34;

/** One record, cut out of the bytes. */
export interface ScannedRecord {
  readonly cells: readonly string[];
  /** Where the record's bytes end: on its line break, or at the end of the file. */
  readonly end: number;
  /** Line breaks inside the record, the two bytes of a quoted CRLF counted one by one. */
  readonly breaks: number;
}

/** The file ends before a closing quote. */
export const unclosed = Symbol('unclosed quote');

/**
 * Cuts one record out of `bytes` from `start`, quotes and all, exactly as csv-parse does with `relax_quotes`: a
 * quote opens only at the beginning of a cell, and a closing one that is followed by something else belongs to
 * the text. Undefined where the record may go on beyond `end` and these are not the `final` bytes.
 */
export function scanRecord(
  bytes: Buffer,
  start: number,
  end: number,
  final: boolean,
  delimiter: number,
): ScannedRecord | typeof unclosed | undefined {
  const cells: string[] = [];
  let breaks = 0;
  let at = start;
  for (;;) {
    const cell = scanCell();
    if (cell === undefined || cell === unclosed) return cell;
    cells.push(cell);
    if (at === end || bytes[at] !== delimiter) return { cells, end: at, breaks };
    at++;
  }

  /** Reads one cell and leaves `at` on the delimiter, the line break, or the end of the file. */
  function scanCell(): string | typeof unclosed | undefined {
    const text: Buffer[] = [];
    let from = at;
    if (at < end && bytes[at] === quoteMark) {
      from = ++at;
      for (; ; at++) {
        if (at + 2 >= end && !final) return undefined;
        if (at >= end) return unclosed;
        const code = bytes[at];
        if (code === lineFeed || code === carriageReturn) breaks++;
        if (code !== quoteMark) continue;
        if (at + 1 === end || bytes[at + 1] !== quoteMark) break;
        text.push(bytes.subarray(from, ++at));
        from = at + 1;
      }
      text.push(bytes.subarray(from, at));
      from = at + 1;
      // csv-parse takes a NUL behind the quote for the end of the quoting too.
      if (at + 1 < end && !endsCell(bytes[at + 1]!) && bytes[at + 1] !== 0) {
        text.unshift(bytes.subarray(at, at + 1));
        from = at;
      }
      at++;
    }
    for (; ; at++) {
      if (at + 1 >= end && !final) return undefined;
      if (at >= end || endsCell(bytes[at]!)) break;
    }
    if (text.length === 0) return bytes.toString('utf8', from, at);
    text.push(bytes.subarray(from, at));
    return Buffer.concat(text).toString('utf8');
  }

  function endsCell(code: number): boolean {
    return code === delimiter || code === lineFeed || code === carriageReturn;
  }
}
