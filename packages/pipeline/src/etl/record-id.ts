import type { ColumnData, TypedTable } from '@rampart/core';
import { columnOf, isMissing, sha256 } from '@rampart/core/internal/tables';
import type { ExactCells } from '@rampart/core/rows';

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

/** The rows whose ids are asked for. */
export interface IdentifiedRows {
  readonly table: TypedTable;
  /** The rows' numbers in their source, from 1. */
  readonly numbers: Float64Array;
  /** What the table leaves out. */
  readonly exact?: ExactCells | undefined;
}

/** A column of an identity; `read` gives the JSON of a cell. */
interface IdentityColumn {
  readonly name: string;
  readonly label: string;
  readonly data: ColumnData;
  readonly exact: ReadonlyMap<number, string> | undefined;
}

/**
 * The id of each row, as 64 hex digits: the SHA-256 of the canonical JSON (`digestOf`) of dataset and key, or of
 * dataset, row number and content. A number that a double does not hold stands in it with all its digits. Missing
 * values are left out of the content, so that a column that is added later and is empty changes no id.
 */
export function recordIds(rows: IdentifiedRows, identity: RecordIdentity): string[] {
  const columns = identityColumns(rows, identity);
  const idOf = idMaker(identity);
  return Array.from(rows.numbers, (number, row) => idOf(number, content(columns, row, cellJson)));
}

/**
 * The ids that rows had before identity was exact, by the position of the row: times were cut to milliseconds,
 * numbers rounded to doubles, and so were the integers in JSON where they were texts. Rows whose id has not changed
 * are left out.
 */
export function formerIds(rows: IdentifiedRows, identity: RecordIdentity, times: ReadonlySet<string>) {
  const columns = identityColumns(rows, identity);
  const idOf = idMaker(identity);
  const former = new Map<number, string[]>();
  const isChanged = changes(columns, times);
  if (isChanged.length === 0) return former;
  for (const [row, number] of rows.numbers.entries()) {
    if (!isChanged.some((test) => test(row))) continue;
    const now = content(columns, row, cellJson);
    const before = [roundedTexts, exactTexts].map((textOf) =>
      content(columns, row, (column, at) => formerJson(column, at, times, textOf)),
    );
    const ids = [...new Set(before)].filter((text) => text !== now).map((text) => idOf(number, text));
    if (ids.length > 0) former.set(row, ids);
  }
  return former;
}

function identityColumns(
  { table, exact }: IdentifiedRows,
  { key, columns }: RecordIdentity,
): IdentityColumn[] {
  const names = key.length > 0 ? key : columns;
  return names
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map((name) => ({
      name,
      label: `${JSON.stringify(name)}:`,
      data: columnOf(table, name),
      exact: exact?.get(name),
    }));
}

function idMaker({ dataset, key, distinct }: RecordIdentity): (number: number, content: string) => string {
  const head = `[${JSON.stringify(dataset)},`;
  const numbered = key.length === 0 && !distinct;
  return (number, text) => sha256(`${head}${numbered ? `${number},` : ''}{${text}}]`);
}

type CellJson = (column: IdentityColumn, row: number) => string;

function content(columns: readonly IdentityColumn[], row: number, json: CellJson): string {
  let text = '';
  for (const column of columns) {
    if (isMissing(column.data[row])) continue;
    text += `${text === '' ? '' : ','}${column.label}${json(column, row)}`;
  }
  return text;
}

function cellJson({ data, exact }: IdentityColumn, row: number): string {
  return exact?.get(row) ?? JSON.stringify(data[row]);
}

/** Tests of the columns that may have changed an id at all. */
function changes(
  columns: readonly IdentityColumn[],
  times: ReadonlySet<string>,
): ((row: number) => boolean)[] {
  return columns.flatMap(({ name, data, exact }) => {
    if (!(data instanceof Float64Array)) return [(row: number) => longInteger.test(data[row] ?? '')];
    if (times.has(name)) return [(row: number) => !Number.isInteger(data[row]!) || exact?.has(row) === true];
    return exact === undefined ? [] : [(row: number) => exact.has(row)];
  });
}

const longInteger = /^-?\d{16,}$/;

function formerJson(
  { name, data, exact }: IdentityColumn,
  row: number,
  times: ReadonlySet<string>,
  textOf: (text: string) => string,
): string {
  const cell = data[row]!;
  if (typeof cell === 'string') return JSON.stringify(textOf(cell));
  if (!times.has(name)) return JSON.stringify(cell);
  return JSON.stringify(Math.floor(exact?.has(row) === true ? cutTime(exact.get(row)!) : Number(cell)));
}

/** A double near to the next millisecond would be rounded up to it. */
function cutTime(milliseconds: string): number {
  const whole = Number(milliseconds.split('.')[0]);
  return milliseconds.startsWith('-') && milliseconds.includes('.') ? whole - 1 : whole;
}

function roundedTexts(text: string): string {
  return longInteger.test(text) ? String(Number(text)) : text;
}

function exactTexts(text: string): string {
  return text;
}
