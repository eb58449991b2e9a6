/** Takes bytes from a stream in the lengths that a format wants. */
export interface ByteReader {
  /** The next bytes, that many; fewer only at the end. */
  take(length: number): Promise<Uint8Array>;
  /** Reads on to the end and gives the last bytes of all, at most that many. */
  last(length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A reader at the beginning of a stream. */
export function byteReader(stream: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return {
    async take(length) {
      const parts = [rest];
      let have = rest.length;
      while (have < length) {
        const next = await chunks.next();
        if (next.done === true) break;
        parts.push(next.value);
        have += next.value.length;
      }
      const bytes = parts.length === 1 ? rest : Buffer.concat(parts);
      rest = bytes.subarray(length);
      return bytes.subarray(0, length);
    },
    async last(length) {
      let end = rest.subarray(-length);
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
        end = Buffer.concat([end, next.value]).subarray(-length);
      }
      return end;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
