import type { Cell } from '../table.ts';
import { cellEncoder } from './cell-encoder.ts';
import type { Encoding } from './feature-encoding.ts';

/** Typed records as the model reads them, row-major [rows × features]; the same floats as `encodeTable` and `packRows` give. */
export function encodeRecords(
  encoding: Encoding,
  records: readonly Readonly<Record<string, Cell>>[],
): Float32Array {
  return recordEncoder(encoding)(records);
}

/** `encodeRecords` for many calls: the encoders are made once. */
export function recordEncoder(
  encoding: Encoding,
): (records: readonly Readonly<Record<string, Cell>>[]) => Float32Array {
  const encoders = encoding.map(cellEncoder);
  return (records) => {
    const packed = new Float32Array(records.length * encoding.length);
    let at = 0;
    for (const record of records) {
      for (let i = 0; i < encoding.length; i++) packed[at++] = encoders[i]!(record[encoding[i]!.name]);
    }
    return packed;
  };
}
