import { crc32c } from './crc32c.ts';

/** Bytes as one record of a TFRecord file: length, its checksum, the bytes, theirs; all numbers little-endian. */
export function tfRecord(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(bytes.length + 16);
  record.writeBigUInt64LE(BigInt(bytes.length), 0);
  record.writeUInt32LE(maskedCrc(record.subarray(0, 8)), 8);
  record.set(bytes, 12);
  record.writeUInt32LE(maskedCrc(bytes), bytes.length + 12);
  return record;
}

/** Rotated and shifted, since a checksum of data that holds checksums would be weak (TensorFlow's `record_writer`). */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
