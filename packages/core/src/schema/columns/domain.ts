import type { Column } from './column.ts';

/** What is known of a column's typed values from its declaration alone. */
export interface Domain {
  /** Whether typed values are numbers (NaN = missing) rather than texts (null = missing). */
  readonly numeric: boolean;
  /** Every value the column may take, in the order declared; undefined where others may come. */
  readonly values: readonly (number | string)[] | undefined;
}

/** The raw values that the classes list, without `rest`. */
export function classValues(column: Column): (number | string)[] {
  return Object.values(column.classes ?? {}).flatMap((values) => (values === 'rest' ? [] : [...values]));
}

/**
 * The domain of a column. Numeric and time columns hold numbers, and so does a coded column whose declared
 * values are all numbers; every other column holds texts, its values written as texts.
 */
export function domainOf(column: Column): Domain {
  const listed = column.values ?? classValues(column);
  const coded = column.kind === 'ordinal' || column.kind === 'binary' || column.kind === 'categorical';
  const numeric =
    column.kind === 'numeric' ||
    column.kind === 'time' ||
    (coded && listed.length > 0 && listed.every((value) => typeof value === 'number'));
  const open = column.values === undefined && Object.values(column.classes ?? {}).includes('rest');
  const values = open || listed.length === 0 ? undefined : listed.map((value) => typedValue(value, numeric));
  return { numeric, values };
}

/** A declared value as the typed cell that a reader gives for it. */
export function typedValue(value: number | string, numeric: boolean): number | string {
  return numeric ? value : String(value);
}

/** Whether an expression reads a column as numbers or as texts. */
export function valueTypeOf(column: Column): 'number' | 'text' {
  return domainOf(column).numeric ? 'number' : 'text';
}
