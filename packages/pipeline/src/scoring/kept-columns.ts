import type { SinkColumn, SinkValue } from '../rows/sink.ts';
import type { ScoredRow } from './score-table.ts';

/** A column of the source as it is written beside the scores. */
export interface KeptColumn extends SinkColumn {
  /** Its name in the source. */
  readonly source: string;
}

/**
 * The columns that scored rows bring along, under their own names; one that is called as a column of the scores gets
 * `source_` before it. Their types are those of the first rows, text where they differ.
 */
export function keptColumns(rows: readonly ScoredRow[], taken: readonly string[]): KeptColumn[] {
  const names = [...new Set(rows.flatMap(({ kept }) => Object.keys(kept ?? {})))];
  const used = new Set([...taken, ...names]);
  return names.map((source) => {
    let name = source;
    if (taken.includes(name)) {
      do name = `source_${name}`;
      while (used.has(name));
      used.add(name);
    }
    const cells = rows.map(({ kept }) => kept?.[source] ?? null).filter((cell) => cell !== null);
    const all = (is: (cell: unknown) => boolean) => cells.length > 0 && cells.every(is);
    const type = all((cell) => typeof cell === 'number')
      ? 'number'
      : all((cell) => cell instanceof Date)
        ? 'time'
        : 'text';
    return { source, name, type };
  });
}

/** A cell of the source by the type of its column; what comes later and is of another type is nothing a sink could take. */
export function keptValue(cell: unknown, { type }: KeptColumn): SinkValue {
  if (cell === null || cell === undefined) return null;
  if (type === 'number') {
    const number = Number(cell);
    return Number.isFinite(number) ? number : null;
  }
  if (type === 'time') return cell instanceof Date ? cell : null;
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell as string | number | bigint | boolean);
}
