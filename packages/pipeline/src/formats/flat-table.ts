/** The few fields that cutting Arrow data into messages needs, of a FlatBuffers table; `slot` is a place in its list of offsets. */
export interface FlatTable {
  /** Where the table stands in its bytes. */
  readonly at: number;
  byte(slot: number): number;
  int16(slot: number): number;
  int64(slot: number): bigint;
  child(slot: number): FlatTable | undefined;
  /** Where each of the structs in a vector stands, given their size. */
  structs(slot: number, size: number): number[];
}

/** The table that the first four bytes of a FlatBuffer point to. */
export function rootTable(bytes: Buffer): FlatTable {
  return tableAt(bytes, bytes.readInt32LE(0));
}

function tableAt(bytes: Buffer, at: number): FlatTable {
  const offsets = at - bytes.readInt32LE(at);
  const place = (slot: number) => {
    const offset = slot < bytes.readUInt16LE(offsets) ? bytes.readUInt16LE(offsets + slot) : 0;
    return offset === 0 ? undefined : at + offset;
  };
  const follow = (slot: number) => {
    const found = place(slot);
    return found === undefined ? undefined : found + bytes.readInt32LE(found);
  };
  return {
    at,
    byte: (slot) => bytes[place(slot) ?? -1] ?? 0,
    int16(slot) {
      const found = place(slot);
      return found === undefined ? 0 : bytes.readInt16LE(found);
    },
    int64(slot) {
      const found = place(slot);
      return found === undefined ? 0n : bytes.readBigInt64LE(found);
    },
    child(slot) {
      const found = follow(slot);
      return found === undefined ? undefined : tableAt(bytes, found);
    },
    structs(slot, size) {
      const found = follow(slot);
      if (found === undefined) return [];
      const length = bytes.readInt32LE(found);
      if (length < 0 || found + 4 + length * size > bytes.length)
        throw new RangeError('a list longer than its bytes');
      return Array.from({ length }, (_, index) => found + 4 + index * size);
    },
  };
}
