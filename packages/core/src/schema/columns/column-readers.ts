import { listed, quote } from '../../errors.ts';
import type { Cell } from '../../table.ts';
import { decimalReader, textReader, timeReader } from './cell-readers.ts';
import type { Column } from './column.ts';
import type { ColumnReader } from './column-reader.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { domainOf } from './domain.ts';
import { exactReader } from './exact-reader.ts';
import { notationExample, notationParser } from './notation.ts';
import { unitHint, unitNames } from './parse-time.ts';

const cached = new WeakMap<DatasetSchema, ReadonlyMap<string, ColumnReader>>();

/** A reader for every column by name, in the order of the schema; made once per schema. */
export function columnReaders(schema: DatasetSchema): ReadonlyMap<string, ColumnReader> {
  let readers = cached.get(schema);
  if (readers === undefined) {
    readers = new Map(
      schema.columns.map((column) => [
        column.name,
        columnReader(column, schema.missing, schema.key?.includes(column.name)),
      ]),
    );
    cached.set(schema, readers);
  }
  return readers;
}

/** The reader of one column; `missing` are the tokens of the schema, which the column's own list replaces. A key is exact in all its digits. */
export function columnReader(column: Column, missing: readonly string[], isKey = false): ColumnReader {
  const { numeric, values } = domainOf(column);
  const tokens = (column.missing ?? missing).map((token) => token.trim());
  return {
    column,
    numeric,
    expected: expectation(column, numeric, values),
    read: !numeric
      ? textReader(tokens, values?.map(String))
      : column.kind === 'time'
        ? timeReader(tokens, column.unit)
        : decimalReader(
            tokens,
            column.kind !== 'numeric' && values?.includes(0) === true && values.includes(1),
            column.notation === undefined ? undefined : notationParser(column.notation),
          ),
    exact: exactReader(column, numeric, isKey),
    hint: column.kind === 'time' && column.unit === undefined ? unitHint : () => undefined,
    allows: domainCheck(column, numeric, values),
  };
}

/** Weights count rows, so they are not below 0 even where the schema does not say so. */
function lowest(column: Column): number {
  return column.min ?? (column.role === 'weight' ? 0 : Number.NEGATIVE_INFINITY);
}

function domainCheck(
  column: Column,
  numeric: boolean,
  values: readonly (number | string)[] | undefined,
): (cell: Cell) => boolean {
  const min = lowest(column);
  const max = column.max ?? Number.POSITIVE_INFINITY;
  if (values !== undefined && column.onUnseen !== 'other') {
    const inside = new Set<Cell>(
      values.filter((value) => typeof value === 'string' || (value >= min && value <= max)),
    );
    return (cell) => inside.has(cell);
  }
  if (numeric) return (cell) => typeof cell === 'number' && cell >= min && cell <= max;
  return (cell) => typeof cell === 'string';
}

function expectation(
  column: Column,
  numeric: boolean,
  values: readonly (number | string)[] | undefined,
): string {
  if (values !== undefined && column.onUnseen !== 'other') {
    return `one of ${listed(
      values.map((value) => (numeric ? value : quote(value))),
      20,
    )}`;
  }
  if (!numeric) return 'a text';
  const min = lowest(column);
  const max = column.max;
  const bounds = [
    ...(Number.isFinite(min) ? [`not below ${min}`] : []),
    ...(max === undefined ? [] : [`not above ${max}`]),
  ];
  const noun =
    column.kind === 'time'
      ? `an ISO date or ${unitNames[column.unit ?? 'ms']} since 1970`
      : column.notation === undefined
        ? 'a number'
        : `a number as in ${notationExample(column.notation)}`;
  return [noun, ...bounds].join(bounds.length > 1 ? ', ' : ' ');
}
