import type { RandomBytes } from '@rampart/core/formats';
import { arrowCutOff, arrowMessage, type ArrowMessage, readPrefix } from './arrow-message.ts';
import { type FlatTable, rootTable } from './flat-table.ts';

/** What an Arrow IPC file begins and ends with. */
export const arrowMagic = 'ARROW1';

/**
 * The messages of an Arrow IPC file, found by its footer: what stands before them need not be a stream, and is none
 * in the files of some writers. No more than the dictionaries and one record batch are in memory.
 */
export async function* arrowFileMessages(uri: string, file: RandomBytes): AsyncGenerator<ArrowMessage> {
  const tail = Buffer.from(await file.slice(Math.max(0, file.size - 10), file.size));
  const length = tail.length < 10 ? 0 : tail.readInt32LE(0);
  const start = file.size - 10 - length;
  if (tail.toString('latin1', 4) !== arrowMagic || length <= 0 || start < 8) throw arrowCutOff(uri);
  const footer = Buffer.from(await file.slice(start, start + length));
  const table = rootTable(footer);
  yield schemaMessage(footer, table);
  // Dictionaries may stand behind the batches that need them.
  for (const slot of [8, 10]) {
    for (const block of table.structs(slot, 24)) {
      const offset = Number(footer.readBigInt64LE(block));
      const metadataEnd = offset + footer.readInt32LE(block + 8);
      const end = metadataEnd + Number(footer.readBigInt64LE(block + 16));
      if (offset < 0 || metadataEnd < offset || end < metadataEnd || end > start) throw arrowCutOff(uri);
      const bytes = Buffer.from(await file.slice(offset, end));
      const prefix = readPrefix(bytes.subarray(0, 8));
      if (prefix === undefined) throw arrowCutOff(uri);
      const message = arrowMessage(
        bytes.subarray(prefix.size, metadataEnd - offset),
        bytes.subarray(metadataEnd - offset),
      );
      if (message !== undefined) yield message;
    }
  }
}

/** A message around the schema in a footer. Places in FlatBuffers are relative: it can stand behind a head of our own. */
function schemaMessage(footer: Buffer, table: FlatTable): ArrowMessage {
  const head = Buffer.alloc(32);
  const [offsetsAt, tableAt] = [4, 16];
  head.writeInt32LE(tableAt, 0);
  // The list of offsets: its size, the table's, then version, kind, header, body length (none).
  [12, 12, 8, 10, 4, 0].forEach((value, index) => head.writeUInt16LE(value, offsetsAt + 2 * index));
  head.writeInt32LE(tableAt - offsetsAt, tableAt);
  head.writeInt32LE(head.length + table.child(6)!.at - (tableAt + 4), tableAt + 4);
  head.writeInt16LE(table.int16(4), tableAt + 8);
  head.writeUInt8(1, tableAt + 10);
  const padding = Buffer.alloc((8 - (footer.length % 8)) % 8);
  return arrowMessage(Buffer.concat([head, footer, padding]), new Uint8Array())!;
}
