import type { ByteWindow } from './byte-window.ts';
import { openQuote, otherHint } from './csv-faults.ts';
import { scanRecord, unclosed } from './scan-record.ts';
import { utf8Text } from './utf8.ts';
import type { CsvRecord } from './csv-record.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quoteMark = 34;
/** The comment line of a Zeek log that names its columns. */
const zeekNames = '#fields';

/** What is no record in a text: lines before the header, comments. */
export interface Layout {
  readonly delimiter: string;
  readonly skip?: number | undefined;
  readonly comment?: string | undefined;
}

/**
 * Cuts a text into records, window by window, as csv-parse does with `relax_quotes`. Blank lines are none, nor are
 * comments and the line `sep=;` by which Excel is told the delimiter.
 */
export class RecordCutter {
  /** The line on which the window begins. */
  line = 1;
  readonly #uri: string;
  readonly #delimiter: string;
  readonly #delimiterBytes: Uint8Array;
  readonly #comment: Uint8Array;
  /** Lines of the file that are still to be passed over. */
  #toSkip: number;
  #hintPassed = false;

  constructor(uri: string, { delimiter, skip = 0, comment = '' }: Layout) {
    const encoder = new TextEncoder();
    this.#uri = uri;
    this.#delimiter = delimiter;
    this.#delimiterBytes = encoder.encode(delimiter);
    this.#comment = encoder.encode(comment);
    this.#toSkip = skip;
  }

  /** The window's next record, over which it advances; undefined where it holds no whole one any more. */
  next(window: ByteWindow, final: boolean): CsvRecord | undefined {
    const { bytes, to } = window;
    if (!this.#hintPassed && !this.#begin(window, final)) return undefined;
    let start = window.from;
    for (;;) {
      while (start < to && isBreak(bytes[start]!)) {
        // A line feed may follow.
        if (start + 1 === to && !final) return undefined;
        start = afterBreak(bytes, start, to);
        window.advance(start);
        this.line++;
      }
      if (start === to) return undefined;
      if (this.#comment.length === 0) break;
      if (start + this.#comment.length > to && !final) return undefined;
      if (!startsWith(bytes, start, to, this.#comment)) break;
      const { line } = this;
      const text = this.#passLine(window, final);
      if (text === undefined) return undefined;
      const fields = `${zeekNames}${this.#delimiter}`;
      if (text.startsWith(fields)) {
        const cells = text.slice(fields.length).split(this.#delimiter);
        return { line, cells, namesColumns: true, raw: () => text };
      }
      start = window.from;
    }
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

  /** Passes over the lines to skip and Excel's hint; false where their end is not in sight. */
  #begin(window: ByteWindow, final: boolean): boolean {
    for (; this.#toSkip > 0 && window.from < window.to; this.#toSkip--) {
      if (this.#passLine(window, final) === undefined) return false;
    }
    const { bytes, from, to } = window;
    if (to - from < 7 && !final) return false;
    const hint = /^sep=(.)(?:[\r\n]|$)/i.exec(utf8Text(bytes, from, Math.min(to, from + 8)));
    if (hint !== null) {
      if (hint[1] !== this.#delimiter) throw otherHint(this.#uri, hint[1]!, this.#delimiter);
      if (this.#passLine(window, final) === undefined) return false;
    }
    this.#hintPassed = true;
    return true;
  }

  /** Passes over the line that the window begins with, whatever it holds; undefined where its end is not in sight. */
  #passLine(window: ByteWindow, final: boolean): string | undefined {
    const { bytes, from, to } = window;
    let end = from;
    while (end < to && !isBreak(bytes[end]!)) end++;
    if (end + 1 >= to && !final) return undefined;
    if (end < to) this.line++;
    window.advance(afterBreak(bytes, end, to));
    return utf8Text(bytes, from, end);
  }

  /** A record without a quote, which is one line; undefined where there is one, or the end is not in sight. */
  #plain(bytes: Uint8Array, start: number, to: number, final: boolean) {
    let end = start;
    while (end < to && !isBreak(bytes[end]!)) if (bytes[end++] === quoteMark) return undefined;
    if (end + 1 >= to && !final) return undefined;
    return { cells: utf8Text(bytes, start, end).split(this.#delimiter), end, breaks: 0 };
  }
}

function startsWith(bytes: Uint8Array, start: number, to: number, prefix: Uint8Array): boolean {
  return start + prefix.length <= to && prefix.every((byte, at) => bytes[start + at] === byte);
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
