import { concatBytes } from '../concat-bytes.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Node's buffers, which decode short texts in half the time; browsers have none. */
const { Buffer: NodeBuffer } = globalThis as { readonly Buffer?: typeof Buffer };

/** An array for bytes, with anything in it. */
export function newBytes(length: number): Uint8Array {
  return NodeBuffer?.allocUnsafeSlow(length) ?? new Uint8Array(length);
}

/** The text of some bytes in UTF-8; what is none becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  if (NodeBuffer !== undefined && bytes instanceof NodeBuffer) return bytes.toString('utf8', start, end);
  return decoder.decode(bytes.subarray(start, end));
}

/**
 * The bytes of a text in UTF-8, or in UTF-16 (little-endian) with a byte-order mark, as UTF-8 without a mark.
 * Leaving early closes the stream.
 */
export async function* utf8Blocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  let inUtf8 = (block: Uint8Array, _stream: boolean) => block;
  for await (const block of stream) {
    if (head === undefined) {
      yield inUtf8(block, true);
      continue;
    }
    head = head.length === 0 ? block : concatBytes([head, block]);
    if (head.length < 3) continue;
    if (head[0] === 0xff && head[1] === 0xfe) {
      const wide = new TextDecoder('utf-16le');
      inUtf8 = (bytes, more) => encoder.encode(wide.decode(bytes, { stream: more }));
    }
    yield inUtf8(withoutMark(head), true);
    head = undefined;
  }
  yield head ?? inUtf8(new Uint8Array(), false);
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
