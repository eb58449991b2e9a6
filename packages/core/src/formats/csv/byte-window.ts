/** The bytes of a stream that are still to be parsed, in one piece: what is left of a block stands before the next. */
export interface ByteWindow {
  /** Holds the bytes from `from` to `to`; another buffer after `append`. */
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  append(block: Uint8Array): void;
  /** Goes on to a position in `bytes`. */
  advance(position: number): void;
}

/** An empty window; its buffer grows with the longest record and is used again for every block. */
export function byteWindow(): ByteWindow {
  let bytes = Buffer.allocUnsafeSlow(1 << 17);
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
        const wider = Buffer.allocUnsafeSlow(Math.max(needed, bytes.length * 2));
        bytes.copy(wider, 0, from, to);
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
