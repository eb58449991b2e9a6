import { type EncodedRows, rowsWhere, takeEncoded } from '../../features/encoded-rows.ts';

/** One fold held out: the other rows to train on, its own to test on. */
export interface FoldRows {
  readonly train: EncodedRows;
  readonly test: EncodedRows;
}

/** Folds that are kept: their members are trained one after the other, and two folds meet where one ends. */
const mostKept = 2;

/** Gives the rows of a fold; those of the last folds are kept, so that what was made of them can be too. */
export function createFoldRows(rows: EncodedRows, fold: Int32Array): (held: number) => FoldRows {
  const kept = new Map<number, FoldRows>();
  const side = (held: number, inside: boolean) =>
    takeEncoded(
      rows,
      rowsWhere(fold.length, (row) => (fold[row] === held) === inside),
    );
  return (held) => {
    const made = kept.get(held) ?? { train: side(held, false), test: side(held, true) };
    kept.delete(held);
    kept.set(held, made);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    return made;
  };
}
