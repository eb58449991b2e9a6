import { RampartError } from '@rampart/core';
import { byteReader } from './byte-reader.ts';

/** One message of Arrow IPC data, its bytes framed and aligned as they are in a stream. */
export type ArrowMessage =
  | { readonly kind: 'schema' | 'batch'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'dictionary';
      readonly bytes: Uint8Array;
      readonly id: bigint;
      readonly isDelta: boolean;
    };

const magic = 'ARROW1';
const kinds = ['none', 'schema', 'dictionary', 'batch'] as const;

/**
 * Cuts Arrow IPC data, file or stream, into messages, so that no more than one record batch is in memory. A file is
 * a stream between two marks; its footer, which serves reading at any place, is passed over.
 */
export async function* arrowMessages(
  uri: string,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<ArrowMessage> {
  const reader = byteReader(stream);
  try {
    let prefix = await reader.take(8);
    const isFile = startsWith(prefix, magic);
    if (isFile) prefix = await reader.take(8);
    for (let count = 0; ; count++) {
      const length = messageLength(prefix);
      if (length === 0) break;
      if (length === undefined) throw noArrow(uri, count, isFile);
      // Before version 0.15 the length came without a mark in front.
      const begun = prefix.length === 8 && !marked(prefix) ? prefix.subarray(4) : prefix.subarray(8);
      const message = await readMessage(reader, length, begun, () => cutOff(uri));
      if (message !== undefined) yield message;
      prefix = await reader.take(8);
      // A stream may simply stop between two messages, a file may not.
      if (prefix.length === 0 && !isFile && count > 0) return;
      if (prefix.length < 8 && messageLength(prefix) !== 0) throw cutOff(uri);
    }
    if (isFile && !endsWith(await reader.last(magic.length), magic)) throw cutOff(uri);
  } finally {
    await reader.close();
  }
}

/** Reads the message of that metadata length; undefined for a kind that holds no rows. */
async function readMessage(
  reader: ReturnType<typeof byteReader>,
  length: number,
  begun: Uint8Array,
  cut: () => RampartError,
): Promise<ArrowMessage | undefined> {
  const rest = await reader.take(length - begun.length);
  const metadata = Buffer.concat([begun, rest]);
  if (metadata.length < length) throw cut();
  const table = tableAt(metadata, metadata.readInt32LE(0));
  const bodyLength = Number(table.int64(10));
  const body = await reader.take(bodyLength);
  if (body.length < bodyLength) throw cut();
  const kind = kinds[table.byte(6)];
  if (kind === undefined || kind === 'none') return undefined;
  // An array of its own, so that columns lie where typed arrays may begin: at multiples of eight.
  const bytes = new Uint8Array(8 + length + bodyLength);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, length, true);
  bytes.set(metadata, 8);
  bytes.set(body, 8 + length);
  if (kind !== 'dictionary') return { kind, bytes };
  const header = table.child(8);
  return { kind, bytes, id: header.int64(4), isDelta: header.byte(8) === 1 };
}

/** The few fields that framing needs, of a FlatBuffers table; `slot` is the place in its list of offsets. */
interface FlatTable {
  byte(slot: number): number;
  int64(slot: number): bigint;
  child(slot: number): FlatTable;
}

function tableAt(bytes: Buffer, at: number): FlatTable {
  const offsets = at - bytes.readInt32LE(at);
  const place = (slot: number) => {
    const offset = slot < bytes.readUInt16LE(offsets) ? bytes.readUInt16LE(offsets + slot) : 0;
    return offset === 0 ? undefined : at + offset;
  };
  return {
    byte: (slot: number) => bytes[place(slot) ?? -1] ?? 0,
    int64(slot: number) {
      const found = place(slot);
      return found === undefined ? 0n : bytes.readBigInt64LE(found);
    },
    child(slot) {
      const found = place(slot)!;
      return tableAt(bytes, found + bytes.readInt32LE(found));
    },
  };
}

const marked = (prefix: Uint8Array) =>
  prefix.length >= 4 && Buffer.from(prefix.subarray(0, 4)).readInt32LE() === -1;

/** Length of the metadata that follow; 0 at the end, undefined where this is no message. */
function messageLength(prefix: Uint8Array): number | undefined {
  const at = marked(prefix) ? 4 : 0;
  if (prefix.length < at + 4) return undefined;
  const length = Buffer.from(prefix).readInt32LE(at);
  return length >= 0 && length < 2 ** 28 ? length : undefined;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).toString('latin1').startsWith(text);
}

function endsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).toString('latin1').endsWith(text);
}

function noArrow(uri: string, messages: number, isFile: boolean): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: messages === 0 ? 'Arrow IPC data, a file or a stream' : 'another message',
    received: 'bytes that are none',
    fix: isFile
      ? 'The file is damaged: write it again.'
      : 'Tell its format with `--format`; Feather of version 1 must be written anew.',
  });
}

function cutOff(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'Arrow IPC data that are whole',
    received: 'their end in the middle',
    fix: 'Check that what writes them has finished.',
  });
}
