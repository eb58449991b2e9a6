/** A field of a protocol buffer, as bytes. */
export type Field = Uint8Array;

/** A field of type double. */
export function doubleField(number: number, value: number): Field {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(number, 1), bytes]);
}

/** A field of type float. */
export function floatField(number: number, value: number): Field {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(number, 5), bytes]);
}

/** A field of type int64 or of an enum, with a value from 0 to 2⁵³ - 1. */
export function wholeField(number: number, value: number): Field {
  return Buffer.concat([tag(number, 0), varint(value)]);
}

/** A field of type bytes, string or of a message, which is its own fields one after the other. */
export function bytesField(number: number, ...content: readonly (Field | string)[]): Field {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([tag(number, 2), varint(bytes.length), bytes]);
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(number * 8 + wireType);
}

/** Seven bits a byte, the lowest first; by division, because shifts would cut the value to 32 bits. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.from([...bytes, rest]);
}
