import { throwIfAborted } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { newBytes, utf8Blocks } from './utf8.ts';

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

/** The text of a source in UTF-8, window by window; the reader advances it over what it has parsed. */
export async function* textWindows(
  bytes: ByteSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<TextWindow, void, undefined> {
  const window = byteWindow();
  // A record that goes on beyond the window is looked at again only when there is twice as much of it.
  let enough = 0;
  throwIfAborted(signal);
  for await (const block of utf8Blocks(bytes.stream(signal))) {
    window.append(block);
    if (window.to - window.from < enough) continue;
    yield { window, final: false };
    enough = 2 * (window.to - window.from);
    throwIfAborted(signal);
  }
  yield { window, final: true };
}
