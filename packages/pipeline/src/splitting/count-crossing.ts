import { createHash } from 'node:crypto';
import type { Cell, TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';
import { z } from 'zod';

/** How far two parts of a table share their combinations of values. */
export const crossing = z.object({
  /** Different combinations in the training rows. */
  training: z.number(),
  /** Different combinations in the holdout. */
  holdout: z.number(),
  /** Combinations that occur in both. */
  inBoth: z.number(),
  /** Rows of the holdout whose combination occurs in the training rows. */
  holdoutRows: z.number(),
});
export type Crossing = z.infer<typeof crossing>;

/** Some rows of a table. */
export interface Part {
  readonly table: TypedTable;
  /** Positions in the table. */
  readonly rows: ArrayLike<number>;
}

/**
 * Counts the combinations of the columns' values that two parts share. It compares texts of the cells and knows
 * nothing of the ids by which `featureVectors` groups rows, so that a split is not proved by what made it.
 */
export function countCrossing(training: Part, holdout: Part, columns: readonly string[]): Crossing {
  const many = training.rows.length + holdout.rows.length > mostTexts;
  const known = new Set(rowTexts(training, columns, many));
  const distinct = new Set<string>();
  let holdoutRows = 0;
  for (const text of rowTexts(holdout, columns, many)) {
    distinct.add(text);
    if (known.has(text)) holdoutRows++;
  }
  return {
    training: known.size,
    holdout: distinct.size,
    inBoth: [...distinct].filter((text) => known.has(text)).length,
    holdoutRows,
  };
}

/** Rows whose texts are kept as they are; of more rows the texts would fill the memory, and their digests stand for them. */
const mostTexts = 200_000;

/** JSON keeps cells apart whatever they hold and writes -0 as 0; numbers that it lacks become texts. */
function* rowTexts({ table, rows }: Part, columns: readonly string[], digests: boolean): Generator<string> {
  const data = columns.map((name) => columnOf(table, name));
  const written = (cell: Cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const text = JSON.stringify(data.map((column) => written(column[row]!)));
    yield digests && text.length > 64 ? createHash('sha256').update(text).digest('base64') : text;
  }
}
