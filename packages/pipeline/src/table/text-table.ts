/** Rows of cells as aligned lines: the first column to the left, the others to the right. */
export function textTable(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        indent +
        row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** A share as a percentage with two decimals. */
export function percent(value: number | null): string {
  return value === null ? '-' : `${(100 * value).toFixed(2)} %`;
}

/** A metric with four decimals. */
export function decimal(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}
