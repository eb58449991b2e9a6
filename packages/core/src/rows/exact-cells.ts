/**
 * Decimals of the cells that are more exact than a double: those of a column by row. In a column of times they are
 * milliseconds since 1970. Few columns have any, so that nothing is held of the others.
 */
export type ExactCells = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** Collects exact cells while a table is read. */
export class ExactCellsBuilder {
  #cells: Map<string, Map<number, string>> | undefined;

  set(column: string, row: number, exact: string): void {
    this.#cells ??= new Map();
    let cells = this.#cells.get(column);
    if (cells === undefined) this.#cells.set(column, (cells = new Map()));
    cells.set(row, exact);
  }

  /** Takes back what was set of a row that is not kept. */
  drop(row: number): void {
    for (const cells of this.#cells?.values() ?? []) cells.delete(row);
  }

  /** What was set since the last time; undefined where nothing was. */
  take(): ExactCells | undefined {
    const taken = this.#cells;
    this.#cells = undefined;
    return taken;
  }
}

/** The exact cells of the given rows, in the given order. */
export function takeExact(exact: ExactCells | undefined, rows: ArrayLike<number>): ExactCells | undefined {
  if (exact === undefined) return undefined;
  const builder = new ExactCellsBuilder();
  for (const [column, cells] of exact) {
    for (let at = 0; at < rows.length; at++) {
      const cell = cells.get(rows[at]!);
      if (cell !== undefined) builder.set(column, at, cell);
    }
  }
  return builder.take();
}
