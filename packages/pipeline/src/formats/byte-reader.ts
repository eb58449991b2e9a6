/** Takes bytes from a stream in the lengths that a format wants. */
export interface ByteReader {
  /** The next bytes, that many; fewer only at the end. */
  take(length: number): Promise<Uint8Array>;
  /** The next bytes, that many, without taking them; fewer only at the end. */
  peek(length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A reader at the beginning of a stream. */
export function byteReader(stream: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  async function peek(length: number): Promise<Uint8Array> {
    const parts = [rest];
    let have = rest.length;
    while (have < length) {
      const next = await chunks.next();
      if (next.done === true) break;
      parts.push(next.value);
      have += next.value.length;
    }
    if (parts.length > 1) rest = Buffer.concat(parts);
    return rest.subarray(0, length);
  }
  return {
    peek,
    async take(length) {
      const bytes = await peek(length);
      rest = rest.subarray(length);
      return bytes;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
