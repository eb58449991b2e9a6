import { createRandom } from '@rampart/core/internal';

/** A change to encoded rows under which a model is scored once more; columns go by their number. */
export type RowEdit =
  | { readonly missing: readonly number[] }
  /** The values of these columns come from other rows, for all of them from the same one. */
  | { readonly permuted: readonly number[]; readonly seed: number };

/** Encoded columns after a change; those that it leaves alone are shared. */
export function editColumns(columns: readonly Float64Array[], edit: RowEdit): Float64Array[] {
  const rows = columns[0]!.length;
  if ('missing' in edit) {
    const missing = new Float64Array(rows).fill(Number.NaN);
    return columns.map((column, at) => (edit.missing.includes(at) ? missing : column));
  }
  const order = createRandom(edit.seed).shuffle(Int32Array.from({ length: rows }, (_, row) => row));
  return columns.map((column, at) =>
    edit.permuted.includes(at) ? Float64Array.from(order, (row) => column[row]!) : column,
  );
}
