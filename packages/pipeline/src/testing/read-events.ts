import { equal } from 'node:assert/strict';
import { crc32c } from '../tracking/tensorboard/crc32c.ts';

/** An event of a TensorBoard file, read by the rules of TFRecord and protocol buffers, apart from the code that writes. */
export interface ReadEvent {
  readonly time: number;
  readonly step: number;
  readonly version: string | undefined;
  readonly scalars: readonly { readonly name: string; readonly value: number }[];
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/** The events of a file; throws where a length or a checksum is wrong. */
export function readEvents(file: Buffer): ReadEvent[] {
  const events: ReadEvent[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    equal(unmasked(file.readUInt32LE(at + 8)), crc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    equal(data.length, length);
    equal(unmasked(file.readUInt32LE(at + 12 + length)), crc32c(data));
    events.push(readEvent(data));
    at += length + 16;
  }
  return events;
}

function unmasked(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

function readEvent(data: Buffer): ReadEvent {
  const fields = readFields(data);
  const values = fields
    .filter(({ number }) => number === 5)
    .flatMap((summary) => readFields(summary.bytes).map((value) => readFields(value.bytes)));
  const named = values.map((value) => {
    const find = (number: number) => value.find((field) => field.number === number)?.bytes;
    return { name: String(find(1)), scalar: find(2), tensor: find(8) };
  });
  const find = (number: number) => fields.find((field) => field.number === number);
  return {
    time: find(1)!.bytes.readDoubleLE(),
    step: Number(find(2)?.value ?? 0),
    version: find(3) && String(find(3)!.bytes),
    scalars: named.flatMap(({ name, scalar }) => (scalar ? [{ name, value: scalar.readFloatLE() }] : [])),
    texts: named.flatMap(({ name, tensor }) =>
      tensor ? [{ name, text: String(readFields(tensor).find(({ number }) => number === 8)!.bytes) }] : [],
    ),
  };
}

/** The fields of a message: of a varint its value, of others their bytes. */
function readFields(data: Buffer): { number: number; value: bigint; bytes: Buffer }[] {
  const fields: { number: number; value: bigint; bytes: Buffer }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = data[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < data.length) {
    const key = Number(varint());
    const value = [0, 2].includes(key & 7) ? varint() : 0n;
    const length = { 0: 0, 1: 8, 2: Number(value), 5: 4 }[key & 7]!;
    fields.push({ number: key >> 3, value, bytes: data.subarray(at, at + length) });
    at += length;
  }
  return fields;
}
