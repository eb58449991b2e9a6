import { createHash, type Hash } from 'node:crypto';
import type { ColumnData, TypedTable } from '@rampart/core';
import { digestOf } from '@rampart/core/internal/tables';
import type { CompactColumns } from '../table/compact-numbers.ts';

/**
 * Rows of a block, which is what a digest is taken of and what is written as one file. It depends on the number
 * of columns alone, so that equal content gives an equal digest however its rows come in; and it is that of a
 * chunk, so that a chunk of valid rows is written without being copied.
 */
export function blockRows(columns: number): number {
  return Math.max(1024, Math.min(65_536, Math.floor(2 ** 22 / columns)));
}

/** The digest of one block's names, types and values, independent of any file format; `compact` is what can be made so of its columns. */
export function blockDigest(table: TypedTable, compact: CompactColumns): string {
  const hash = createHash('sha256');
  for (const [name, data] of table.columns) {
    hash.update(`${JSON.stringify(name)}\n`);
    addValues(hash, data, compact.get(name));
  }
  return hash.digest('hex');
}

function addValues(hash: Hash, data: ColumnData, compact: Int8Array | undefined): void {
  if (!(data instanceof Float64Array)) {
    hash.update(`text ${JSON.stringify(data)}\n`);
    return;
  }
  // Which of the two ways is taken follows from the values alone. Eight bytes for each -1 would be eight times as much to hash.
  if (compact !== undefined) {
    hash.update('int8\n').update(compact);
    return;
  }
  hash.update('float64\n').update(littleEndian(data));
}

/** The bytes of the numbers with one pattern for all that is not a number, on every machine. */
function littleEndian(data: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.byteLength));
  for (let row = 0; row < data.length; row++) {
    const value = data[row]!;
    view.setFloat64(row * 8, Number.isNaN(value) ? Number.NaN : value + 0, true);
  }
  return new Uint8Array(view.buffer);
}

/** The digest of a dataset, from those of its blocks in order. */
export function contentDigest(rows: number, blocks: readonly string[]): string {
  return digestOf({ rows, blocks });
}
