import { createRandom } from '@rampart/core/internal';
import type { ReadOptions, Source } from '@rampart/core/rows';
import type { RawTable } from '../raw-table.ts';
import { ColumnSketch } from './column-sketch.ts';
import { ownText } from './own-text.ts';

/** Cells of the rows that are kept as they are; a smaller table is kept whole. */
const mostCells = 1_000_000;

/** A table as one pass over it leaves it: of any length, in bounded memory. */
export interface TableProfile {
  readonly names: readonly string[];
  readonly rows: number;
  /** In the order of the names. */
  readonly columns: readonly ColumnSketch[];
  /** Rows drawn evenly, the same ones each time; all of them, in order, where the table is small. */
  readonly sample: RawTable['rows'];
  /** false: the names are made up, the file has no header line. */
  readonly hasHeader?: boolean;
}

/** Gathers the profile of a table row by row. */
class Profiler {
  names: readonly string[] = [];
  #rows = 0;
  readonly #columns: ColumnSketch[] = [];
  readonly #sample: (readonly unknown[])[] = [];
  readonly #random = createRandom(1);
  #most = 0;

  /** Columns may come later: rows before them have nothing there. */
  name(names: readonly string[]): void {
    this.names = names;
    this.#most = Math.max(1000, Math.floor(mostCells / names.length));
    while (this.#columns.length < names.length) {
      const column = new ColumnSketch();
      for (let row = 0; row < this.#rows; row++) column.add(null);
      this.#columns.push(column);
    }
  }

  add(cells: readonly unknown[]): void {
    const columns = this.#columns;
    for (let at = 0; at < columns.length; at++) columns[at]!.add(cells[at]);
    this.#rows++;
    // Reservoir sampling (Vitter's algorithm R).
    if (this.#sample.length < this.#most) this.#sample.push(kept(cells));
    else {
      const place = this.#random.integer(this.#rows);
      if (place < this.#sample.length) this.#sample[place] = kept(cells);
    }
  }

  profile(): TableProfile {
    return { names: this.names, rows: this.#rows, columns: this.#columns, sample: this.#sample };
  }
}

function kept(cells: readonly unknown[]): readonly unknown[] {
  return cells.map((cell) => (typeof cell === 'string' ? ownText(cell) : cell));
}

/** The profile of a source's rows; malformed ones are left out. */
export async function profileSource(source: Source, options: ReadOptions): Promise<TableProfile> {
  const profiler = new Profiler();
  for await (const { names, rows } of source.read(options)) {
    if (names.length !== profiler.names.length) profiler.name(names);
    for (const { cells } of rows) profiler.add(cells);
  }
  return profiler.profile();
}

/** The profile of rows in memory. */
export function profileTable({ names, rows, hasHeader }: RawTable): TableProfile {
  const profiler = new Profiler();
  profiler.name(names);
  for (const row of rows) profiler.add(row);
  return { ...profiler.profile(), ...(hasHeader === undefined ? {} : { hasHeader }) };
}
