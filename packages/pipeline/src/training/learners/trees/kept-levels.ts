import { histogramBytes, type KernelColumn } from './kernel/tree-kernel.ts';

/** Memory for histograms that are kept. */
const mostBytes = 2 ** 28;

/**
 * Levels whose histograms are kept, so that of two leaves only that with fewer rows needs one built: none where so few
 * columns are drawn that building both in these alone is less work, and no more than there is memory for.
 */
export function keptLevels(
  columns: readonly KernelColumn[],
  { outputs, depth, drawn }: { readonly outputs: number; readonly depth: number; readonly drawn: number },
): number {
  // Of two leaves the smaller one has some two fifths of the rows.
  if ((drawn / columns.length) * depth < 1 + 0.4 * (depth - 1)) return 0;
  const bytes = histogramBytes(columns, outputs);
  let levels = 1;
  while (levels < depth && bytes * 2 ** levels <= mostBytes) levels++;
  return levels;
}

/** Columns that each level of a tree chooses among, of so many. */
export function columnsDrawn(columns: number, { columnSample }: { readonly columnSample: number }): number {
  return Math.max(1, Math.round(columnSample * columns));
}
