const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Node's buffers, which decode short texts in half the time; browsers have none. */
const { Buffer: NodeBuffer } = globalThis as { readonly Buffer?: typeof Buffer };

/** An array for bytes, with anything in it. */
export function newBytes(length: number): Uint8Array {
  return NodeBuffer?.allocUnsafeSlow(length) ?? new Uint8Array(length);
}

/** The text of some bytes in sound UTF-8, as `textBlocks` gives it. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  if (NodeBuffer !== undefined && bytes instanceof NodeBuffer) return bytes.toString('utf8', start, end);
  return decoder.decode(bytes.subarray(start, end));
}
