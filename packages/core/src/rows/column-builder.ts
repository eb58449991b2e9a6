import type { Cell, ColumnData } from '../table.ts';

/** Collects one column's cells while a table is read. */
export interface ColumnBuilder {
  push(cell: Cell): void;
  finish(): ColumnData;
}

/** A builder for numbers (NaN = missing): a typed array that doubles, so that no cell is ever boxed. */
export function numberBuilder(): ColumnBuilder {
  let data = new Float64Array(1024);
  let length = 0;
  return {
    push(cell) {
      if (length === data.length) {
        const wider = new Float64Array(data.length * 2);
        wider.set(data);
        data = wider;
      }
      data[length++] = cell as number;
    },
    finish: () => data.slice(0, length),
  };
}

/** A builder for texts (null = missing). Equal texts share one string: slices of a file's text would keep all of it alive. */
export function textBuilder(): ColumnBuilder {
  const data: (string | null)[] = [];
  const known = new Map<string, string>();
  return {
    push(cell) {
      if (cell === null) {
        data.push(null);
        return;
      }
      const text = String(cell);
      const shared = known.get(text);
      if (shared === undefined && known.size < 100_000) known.set(text, text);
      data.push(shared ?? text);
    },
    finish: () => data,
  };
}
