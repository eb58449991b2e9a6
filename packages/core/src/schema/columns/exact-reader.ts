import type { Cell } from '../../table.ts';
import { bsonValue } from './bson-value.ts';
import type { Column } from './column.ts';
import type { ColumnReader } from './column-reader.ts';
import { beyondDouble } from './exact-decimal.ts';
import { pointShift, timeBeyondDouble } from './parse-time.ts';

/** Tells what a double leaves out of the numbers of a column; nothing of a column of texts, which leave out nothing. */
export function exactReader({ kind, unit }: Column, numeric: boolean): ColumnReader['exact'] {
  if (!numeric) return () => undefined;
  const ofText =
    kind === 'time'
      ? (text: string, value: number) => timeBeyondDouble(text, value, unit)
      : (text: string, value: number) => beyondDouble(text, value);
  const shift = kind === 'time' ? pointShift[unit ?? 'ms'] : 0;
  const exact = (raw: unknown, cell: Cell): string | undefined => {
    if (typeof cell !== 'number' || Number.isNaN(cell)) return undefined;
    if (typeof raw === 'string') return raw.length > 15 ? ofText(raw, cell) : undefined;
    if (typeof raw === 'bigint') return beyondDouble(String(raw), cell, shift);
    if (typeof raw !== 'object' || raw === null) return undefined;
    const plain = bsonValue(raw);
    return plain === undefined ? undefined : exact(plain, cell);
  };
  return exact;
}
