import { type ColumnData, type ColumnKind, type TypedTable } from '@rampart/core';

/** Different values up to which a column is counted value by value. */
const mostCounted = 50;

/** What one column of a dataset holds, as plain JSON. */
export interface ColumnTally {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Cells that hold a value. */
  readonly count: number;
  /** Cells without one. */
  readonly missing: number;
  readonly mean?: number;
  /** Standard deviation with divisor n. */
  readonly sd?: number;
  readonly min?: number;
  readonly max?: number;
  /** Every value with its count, the most frequent first; left out where there are more than fifty. */
  readonly values?: readonly { readonly value: number | string; readonly count: number }[];
}

/** Counts one column part by part, in memory that does not grow with the rows. */
class Tally {
  #count = 0;
  #missing = 0;
  #mean = 0;
  /** Sum of squared differences from the mean. */
  #spread = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  /** Undefined once there are too many different values. */
  #counts: Map<number | string, number> | undefined = new Map();

  add(data: ColumnData): void {
    if (data instanceof Float64Array) for (const value of data) this.#addNumber(value);
    else for (const value of data) this.#addText(value);
  }

  #addNumber(value: number): void {
    if (Number.isNaN(value)) {
      this.#missing++;
      return;
    }
    this.#count++;
    // Welford (1962): sums of squares lose a small spread around a large mean.
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#spread += distance * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#addValue(value);
  }

  #addText(value: string | null): void {
    if (value === null) {
      this.#missing++;
      return;
    }
    this.#count++;
    this.#addValue(value);
  }

  #addValue(value: number | string): void {
    const counts = this.#counts;
    if (counts === undefined) return;
    const known = counts.get(value);
    if (known === undefined && counts.size === mostCounted) this.#counts = undefined;
    else counts.set(value, (known ?? 0) + 1);
  }

  finish(name: string, kind: ColumnKind): ColumnTally {
    const numeric = this.#min <= this.#max;
    return {
      name,
      kind,
      count: this.#count,
      missing: this.#missing,
      ...(numeric && {
        mean: this.#mean,
        sd: Math.sqrt(this.#spread / this.#count),
        min: this.#min,
        max: this.#max,
      }),
      ...(this.#counts !== undefined && {
        values: [...this.#counts]
          .map(([value, count]) => ({ value, count }))
          .toSorted((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1)),
      }),
    };
  }
}

/** Tallies the columns of tables that follow one another. */
export async function tallyColumns(
  tables: AsyncIterable<TypedTable>,
  columns: readonly { readonly name: string; readonly kind: ColumnKind }[],
): Promise<ColumnTally[]> {
  const tallies = columns.map(({ name, kind }) => ({ name, kind, tally: new Tally() }));
  for await (const table of tables) {
    for (const { name, tally } of tallies) {
      const data = table.columns.get(name);
      if (data !== undefined) tally.add(data);
    }
  }
  return tallies.map(({ name, kind, tally }) => tally.finish(name, kind));
}
