import { RampartError } from '@rampart/core/internal/tables';
import { type FlatTable, rootTable } from './flat-table.ts';

/** One message of Arrow IPC data; its bytes are framed as in a stream and begin where typed arrays may. */
export type ArrowMessage =
  | { readonly kind: 'schema'; readonly bytes: Uint8Array }
  | { readonly kind: 'batch'; readonly bytes: Uint8Array; readonly rows: number }
  | {
      readonly kind: 'dictionary';
      readonly bytes: Uint8Array;
      readonly id: bigint;
      readonly isDelta: boolean;
    };

const kinds = ['none', 'schema', 'dictionary', 'batch'] as const;

/** How many bytes follow a message's metadata. */
export function bodyLengthOf(metadata: Buffer): number {
  return Number(rootTable(metadata).int64(10));
}

/** Frames a message; undefined for a kind that holds no rows. */
export function arrowMessage(metadata: Buffer, body: Uint8Array): ArrowMessage | undefined {
  const table = rootTable(metadata);
  const kind = kinds[table.byte(6)];
  if (kind === undefined || kind === 'none') return undefined;
  const bytes = new Uint8Array(8 + metadata.length + body.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, metadata.length, true);
  bytes.set(metadata, 8);
  bytes.set(body, 8 + metadata.length);
  if (kind === 'schema') return { kind, bytes };
  const header = table.child(8)!;
  if (kind === 'batch') return { kind, bytes, rows: rowsOf(metadata, header) };
  rowsOf(metadata, header.child(6)!);
  return { kind, bytes, id: header.int64(4), isDelta: header.byte(8) === 1 };
}

/** Rows of a record batch. Told twice, which keeps a damaged number from filling the memory with rows of nothing. */
function rowsOf(metadata: Buffer, batch: FlatTable): number {
  const rows = batch.int64(4);
  const [first] = batch.structs(6, 16);
  if (first !== undefined && metadata.readBigInt64LE(first) !== rows) {
    throw new RangeError('a batch and its first column differ in length');
  }
  return Number(rows);
}

/** What stands in front of a message: the length of its metadata, and how many bytes tell it (8; before version 0.15, 4). */
export function readPrefix(bytes: Buffer): { readonly length: number; readonly size: number } | undefined {
  const size = bytes.length >= 4 && bytes.readInt32LE(0) === -1 ? 8 : 4;
  if (bytes.length < size) return undefined;
  const length = bytes.readInt32LE(size - 4);
  return length >= 0 && length < 2 ** 28 ? { length, size } : undefined;
}

/** Arrow data that stop before their end. */
export function arrowCutOff(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'Arrow IPC data that are whole',
    received: 'their end in the middle',
    fix: 'Check that what writes them has finished.',
  });
}
