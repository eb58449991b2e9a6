import type { ScoredRow } from './score-table.ts';

/** How many scored rows hold a value in a categorical feature that the model has not learned. */
export interface UnseenColumn {
  readonly column: string;
  readonly rows: number;
  /** Share of the scored rows, 0 to 1. */
  readonly share: number;
}

/** Counts unseen values over the batches of a table. */
export class UnseenCounter {
  readonly #counts = new Map<string, number>();
  #scored = 0;

  add(rows: readonly ScoredRow[]): void {
    for (const { label, unseen } of rows) {
      if (label !== null) this.#scored++;
      for (const column of unseen ?? []) this.#counts.set(column, (this.#counts.get(column) ?? 0) + 1);
    }
  }

  /** The columns with such values, those with most of them first. */
  columns(): UnseenColumn[] {
    return [...this.#counts]
      .map(([column, rows]) => ({ column, rows, share: rows / this.#scored }))
      .toSorted((left, right) => right.rows - left.rows);
  }
}

/** A line for a person about each column; where most cells are unseen, a warning. */
export function describeUnseen(columns: readonly UnseenColumn[]): string[] {
  return columns.map(({ column, rows, share }) => {
    const fact = `column \`${column}\`: ${rows} of the scored rows (${(100 * share).toFixed(1)} %) hold a value that the model has not learned`;
    return share > 0.5
      ? `warning: ${fact}; their scores say little. Compare how the column is written here and in the training table.`
      : fact;
  });
}
