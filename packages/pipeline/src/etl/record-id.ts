import type { ColumnData, TypedTable } from '@rampart/core';
import { columnOf, isMissing, sha256 } from '@rampart/core/internal';

/** What makes a row the same row when it is loaded again. */
export interface RecordIdentity {
  /** Name of the dataset, so that two datasets may share a collection. */
  readonly dataset: string;
  /** Columns whose values identify a row; none where the schema declares none. */
  readonly key: readonly string[];
  /** Columns that make up the content of a row; what is derived from them says nothing more. */
  readonly columns: readonly string[];
  /** Without a key: whether equal rows are one row. Otherwise the number of the row is a part of its identity. */
  readonly distinct: boolean;
}

/**
 * The id of each row, as 64 hex digits: the SHA-256 of the canonical JSON (`digestOf`) of dataset and key, or of
 * dataset, row number and content. Missing values are left out of the content, so that a column that is added
 * later and is empty changes no id. `numbers` are the rows' numbers in their source, from 1.
 */
export function recordIds(
  table: TypedTable,
  numbers: Float64Array,
  { dataset, key, columns, distinct }: RecordIdentity,
): string[] {
  const names = key.length > 0 ? key : columns;
  const cells = names
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map((name) => ({
      label: `${JSON.stringify(name)}:`,
      data: columnOf(table, name),
    }));
  const head = `[${JSON.stringify(dataset)},`;
  const numbered = key.length === 0 && !distinct;
  return Array.from(numbers, (number, row) =>
    sha256(`${head}${numbered ? `${number},` : ''}{${content(cells, row)}}]`),
  );
}

function content(
  cells: readonly { readonly label: string; readonly data: ColumnData }[],
  row: number,
): string {
  let text = '';
  for (const { label, data } of cells) {
    const cell = data[row]!;
    if (isMissing(cell)) continue;
    text += `${text === '' ? '' : ','}${label}${JSON.stringify(cell)}`;
  }
  return text;
}
