import type { ByteWindow } from './byte-window.ts';
import { openQuote } from './csv-faults.ts';
import { scanRecord, unclosed } from './scan-record.ts';
import { utf8Text } from './utf8.ts';
import type { CsvRecord } from './csv-record.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quoteMark = 34;

/** Cuts a text into records, window by window, as csv-parse does with `relax_quotes`. Blank lines are none. */
export class RecordCutter {
  /** The line on which the window begins. */
  line = 1;
  readonly #uri: string;
  readonly #delimiter: string;
  readonly #delimiterBytes: Uint8Array;

  constructor(uri: string, delimiter: string) {
    this.#uri = uri;
    this.#delimiter = delimiter;
    this.#delimiterBytes = new TextEncoder().encode(delimiter);
  }

  /** The window's next record, over which it advances; undefined where it holds no whole one any more. */
  next(window: ByteWindow, final: boolean): CsvRecord | undefined {
    const { bytes, to } = window;
    let start = window.from;
    while (start < to && isBreak(bytes[start]!)) {
      // A line feed may follow.
      if (start + 1 === to && !final) return undefined;
      start = afterBreak(bytes, start, to);
      window.advance(start);
      this.line++;
    }
    if (start === to) return undefined;
    const record =
      this.#plain(bytes, start, to, final) ?? scanRecord(bytes, start, to, final, this.#delimiterBytes);
    if (record === undefined) return undefined;
    if (record === unclosed) throw openQuote(this.#uri, this.line);
    const { line } = this;
    const { cells, end, breaks } = record;
    this.line += breaks + (end < to ? 1 : 0);
    window.advance(afterBreak(bytes, end, to));
    return { line, cells, raw: () => utf8Text(bytes, start, end) };
  }

  /** A record without a quote, which is one line; undefined where there is one, or the end is not in sight. */
  #plain(bytes: Uint8Array, start: number, to: number, final: boolean) {
    let end = start;
    while (end < to && !isBreak(bytes[end]!)) if (bytes[end++] === quoteMark) return undefined;
    if (end + 1 >= to && !final) return undefined;
    return { cells: utf8Text(bytes, start, end).split(this.#delimiter), end, breaks: 0 };
  }
}

function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** Where the line after a break begins; the end of the bytes where there is none. */
function afterBreak(bytes: Uint8Array, at: number, to: number): number {
  return Math.min(
    to,
    bytes[at] === carriageReturn && at + 1 < to && bytes[at + 1] === lineFeed ? at + 2 : at + 1,
  );
}
