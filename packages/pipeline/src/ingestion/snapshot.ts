import { writeFile } from 'node:fs/promises';
import type { TypedTable } from '@rampart/core';
import { encodeArrow, readArrow } from '../table/arrow-file.ts';

/** A source's typed rows and the line on which each began. */
export interface Snapshot {
  readonly table: TypedTable;
  readonly lines: Float64Array;
}

// A colon keeps it apart from columns of users: schema names come from files and hardly hold one.
const lineColumn = 'rampart:line';

/** Writes a snapshot as one Arrow IPC file. */
export async function writeSnapshot(path: string, { table, lines }: Snapshot): Promise<void> {
  const columns = new Map(table.columns).set(lineColumn, lines);
  await writeFile(path, encodeArrow({ rows: table.rows, columns }));
}

/** Reads a snapshot from its file. */
export async function readSnapshot(path: string): Promise<Snapshot> {
  const { rows, columns } = await readArrow(path);
  const own = new Map(columns);
  const lines = own.get(lineColumn) as Float64Array;
  own.delete(lineColumn);
  return { table: { rows, columns: own }, lines };
}
