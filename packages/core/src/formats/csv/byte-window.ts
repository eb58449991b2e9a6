import { throwIfAborted } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { NotText } from '../text/not-text.ts';
import { textBlocks, type TextOptions } from '../text/text-blocks.ts';
import { newBytes } from './utf8.ts';

/** The bytes of a stream that are still to be parsed, in one piece: what is left of a block stands before the next. */
export interface ByteWindow {
  /** Holds the bytes from `from` to `to`; another array after `append`. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  append(block: Uint8Array): void;
  /** Goes on to a position in `bytes`. */
  advance(position: number): void;
}

/** An empty window; its array grows with the longest record and is used again for every block. */
function byteWindow(): ByteWindow {
  let bytes = newBytes(1 << 17);
  let from = 0;
  let to = 0;
  return {
    get bytes() {
      return bytes;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    append(block) {
      const needed = to - from + block.length;
      if (needed > bytes.length) {
        const wider = newBytes(Math.max(needed, bytes.length * 2));
        wider.set(bytes.subarray(from, to));
        bytes = wider;
      } else if (from > 0) {
        bytes.copyWithin(0, from, to);
      }
      to -= from;
      from = 0;
      bytes.set(block, to);
      to += block.length;
    },
    advance(position) {
      from = position;
    },
  };
}

/** A window on a text whenever there is more of it to parse; `final` says that no more follows. */
export interface TextWindow {
  readonly window: ByteWindow;
  readonly final: boolean;
}

/**
 * The text of a source in UTF-8, window by window; the reader advances it over what it has parsed, and tells by `line`
 * on which line it is. Throws at the first byte that is no text, when all before it has been given.
 */
export async function* textWindows(
  bytes: ByteSource,
  { line, ...options }: TextOptions & { readonly line: () => number },
): AsyncGenerator<TextWindow, void, undefined> {
  const window = byteWindow();
  // A record that goes on beyond the window is looked at again only when there is twice as much of it.
  let enough = 0;
  try {
    for await (const block of textBlocks(bytes, options)) {
      window.append(block);
      if (window.to - window.from < enough) continue;
      yield { window, final: false };
      enough = 2 * (window.to - window.from);
      throwIfAborted(options.signal);
    }
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    yield { window, final: false };
    throw error.at(`${bytes.uri}, line ${line() + breaksIn(window)}`);
  }
  yield { window, final: true };
}

/** Lines that end in what is left of a window. */
function breaksIn({ bytes, from, to }: ByteWindow): number {
  return new TextDecoder().decode(bytes.subarray(from, to)).split(/\r\n|\r|\n/).length - 1;
}
