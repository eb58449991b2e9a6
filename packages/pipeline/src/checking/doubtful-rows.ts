import type { Cell, ColumnData } from '@rampart/core';

/** The position, from `from` on, of the next cell that must be looked at more closely; the number of cells where there is none. */
export type NextDoubtful = (from: number) => number;

/**
 * Goes through a column past the cells that are in order: those that the domain takes and, where that is fine,
 * missing ones. What the domain says of small integers is remembered: most columns of large tables are coded so,
 * and a lookup in a Set for each cell costs nearly as much as parsing the table.
 */
export function doubtfulRows(
  data: ColumnData,
  takes: (cell: Cell) => boolean,
  missingIsFine: boolean,
): NextDoubtful {
  if (!(data instanceof Float64Array)) {
    return (from) => {
      let row = from;
      for (; row < data.length; row++) {
        const cell = data[row]!;
        if (cell === null ? !missingIsFine : !takes(cell)) break;
      }
      return row;
    };
  }
  const known = new Uint8Array(256);
  return (from) => {
    let row = from;
    for (; row < data.length; row++) {
      const cell = data[row]!;
      const code = cell | 0;
      if (code !== cell || code < -128 || code > 127) {
        if (Number.isNaN(cell) ? missingIsFine : takes(cell)) continue;
        break;
      }
      const state = known[code + 128]!;
      if (state === 1) continue;
      if (state === 0) known[code + 128] = takes(cell) ? 1 : 2;
      if (known[code + 128] === 2) break;
    }
    return row;
  };
}
