import { concatBytes } from '../concat-bytes.ts';
import { notUtf8 } from './not-text.ts';

/** Node's check of a whole block at the speed of memory; elsewhere a decoder does the same. */
const native = (
  globalThis as {
    readonly process?: {
      getBuiltinModule?(name: string): { isUtf8?(bytes: Uint8Array): boolean } | undefined;
    };
  }
).process?.getBuiltinModule?.('node:buffer')?.isUtf8;

const strict = new TextDecoder('utf-8', { fatal: true });

/** Whether bytes are whole text in UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (native !== undefined) return native(bytes);
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The position of the first byte that is no part of a text in UTF-8 (Unicode, table 3-7); -1 where all are. */
export function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at]!);
    if (length === 0) return at;
    if (length > 1 && !isSequence(bytes, at, length)) return at;
    at += length;
  }
  return -1;
}

function isSequence(bytes: Uint8Array, at: number, length: number): boolean {
  const lead = bytes[at]!;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return false;
  for (let offset = 2; offset < length; offset++) {
    if (((bytes[at + offset] ?? 0) & 0xc0) !== 0x80) return false;
  }
  return true;
}

/** Bytes of the character that a byte begins; 0 where none begins so. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Bytes at the end that begin a character and do not end it. */
function cutOff(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Gives blocks of UTF-8 on as they are, wherever they end. Throws NotText behind the text before the first bad byte. */
export async function* checkedUtf8(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array();
  for await (const block of blocks) {
    let rest = block;
    if (begun.length > 0) {
      const wanted = sequenceLength(begun[0]!) - begun.length;
      begun = concatBytes([begun, rest.subarray(0, wanted)]);
      rest = rest.subarray(wanted);
      if (begun.length < sequenceLength(begun[0]!)) continue;
      if (!isUtf8(begun)) throw notUtf8(begun[0]!);
      yield begun;
    }
    const end = rest.length - cutOff(rest);
    const whole = rest.subarray(0, end);
    if (!isUtf8(whole)) {
      const bad = firstBadByte(whole);
      yield whole.subarray(0, bad);
      throw notUtf8(whole[bad]!);
    }
    yield whole;
    // A copy: the block may be used again.
    begun = rest.slice(end);
  }
  if (begun.length > 0) throw notUtf8(begun[0]!);
}
