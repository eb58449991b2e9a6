import type { Column, DatasetSchema } from '@rampart/core';
import { counted, listed, onMissingOf, quote } from '@rampart/core/internal';
import { profileColumn } from './column-profile.ts';
import { inferColumn } from './infer-column.ts';
import { missingTokens } from './missing-tokens.ts';
import type { ColumnDefinition, RawTable } from './raw-table.ts';
import { type ColumnTally, type CountedValue, tallyColumn } from './tally-column.ts';

/** In which way a column of a table is not what the schema says. */
export type DifferenceKind =
  | 'absent'
  | 'unknown'
  | 'kind'
  | 'domain'
  | 'range'
  | 'label'
  | 'missing token'
  | 'missing values'
  | 'constant'
  | 'empty';

/** One way in which a column differs, with the values that show it. */
export interface Difference {
  readonly column: string;
  readonly difference: DifferenceKind;
  readonly text: string;
  /** The most frequent values and the rows that hold each; at most twenty. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
}

/** How a column differs, and its definition changed so that it does not. */
export interface ComparedColumn {
  readonly differences: readonly Difference[];
  /** undefined where nothing can be proposed, or nothing differs. */
  readonly proposed: ColumnDefinition | undefined;
}

const mostValues = 20;
/** Up to this share of unreadable cells the kind is right and the cells are wrong. */
const strays = 0.5;

/** Compares a column of a table, at that position, with its declaration. */
export function diffColumn(
  table: RawTable,
  index: number,
  column: Column,
  schema: DatasetSchema,
): ComparedColumn {
  const tally = tallyColumn(table, index, column, schema);
  const { good, unreadable, outside, tokens, missing } = tally;
  const differences: Difference[] = [];
  const changes: Partial<Record<keyof ColumnDefinition, unknown>> = {};
  const tell = (difference: DifferenceKind, text: string, values: readonly CountedValue[] = []) =>
    differences.push({
      column: column.name,
      difference,
      text,
      values: values.slice(0, mostValues).map(({ value, rows }) => ({ value, rows })),
    });

  if (tokens.length > 0) {
    tell(
      'missing token',
      `"no value" elsewhere and not listed under \`missing\`: ${valuesText(tokens)}`,
      tokens,
    );
    changes.missing = [...(column.missing ?? schema.missing), ...tokens.map(({ value }) => value)];
  }
  if (column.role === 'target') {
    const labels = [...unreadable, ...outside];
    if (labels.length > 0) tell('label', `of no class: ${valuesText(labels)}`, labels);
  } else {
    if (unreadable.length > 0) {
      tell('kind', `cannot be read as kind ${column.kind}: ${valuesText(unreadable)}`, unreadable);
      Object.assign(changes, otherKind(table, index, tally));
    }
    if (outside.length > 0) {
      const range = column.values === undefined;
      tell(range ? 'range' : 'domain', `outside ${domainText(column)}: ${valuesText(outside)}`, outside);
      if (changes.kind === undefined) {
        Object.assign(changes, range ? widerRange(column, outside) : widerDomain(column, outside));
      }
    }
  }
  if (missing > 0 && onMissingOf(column) === 'reject') {
    tell('missing values', `no value, which the schema rejects: ${counted(missing, 'row')}`);
  }
  const present = total([...good, ...unreadable, ...outside, ...tokens]);
  if (column.role === 'feature' && table.rows.length > 0) {
    const only = [...good, ...unreadable, ...outside];
    if (present === 0) tell('empty', 'no row has a value');
    else if (only.length === 1 && missing === 0 && tokens.length === 0 && table.rows.length > 1) {
      tell('constant', `every row has the value ${quote(only[0]!.value)}`, only);
    }
    if (differences.some(({ difference }) => difference === 'empty' || difference === 'constant')) {
      changes.role = 'ignored';
    }
  }
  const proposed = Object.keys(changes).length === 0 ? undefined : { ...definitionOf(column), ...changes };
  return { differences, proposed: proposed as ColumnDefinition | undefined };
}

/** A column as a person would write it: without the settings that are the defaults. */
export function definitionOf(column: Column): ColumnDefinition {
  const { role, optional, onInvalid, ...rest } = column;
  return {
    ...rest,
    ...(role === 'feature' ? {} : { role }),
    ...(optional ? { optional } : {}),
    ...(onInvalid === 'reject' ? {} : { onInvalid }),
  };
}

/** A few stray cells are imputed; many mean that the column is of another kind. */
function otherKind(table: RawTable, index: number, { good, unreadable, outside }: ColumnTally) {
  const rows = total(unreadable);
  if (rows <= strays * (rows + total(good) + total(outside))) return { onInvalid: 'impute' };
  const { name: _, ...inferred } = inferColumn(profileColumn(table, index, missingTokens)).column;
  return { values: undefined, min: undefined, max: undefined, onUnseen: undefined, ...inferred };
}

function widerRange({ min, max }: Column, outside: readonly CountedValue[]) {
  const numbers = outside.map(({ cell }) => Number(cell));
  return {
    ...(min === undefined ? {} : { min: Math.min(min, ...numbers) }),
    ...(max === undefined ? {} : { max: Math.max(max, ...numbers) }),
  };
}

function widerDomain({ kind, values = [] }: Column, outside: readonly CountedValue[]) {
  const wider = [...new Set([...values, ...outside.map(({ cell }) => cell as number | string)])];
  const numeric = wider.every((value) => typeof value === 'number');
  if (numeric) wider.sort((left, right) => Number(left) - Number(right));
  // A flag has two values.
  return { values: wider, ...(kind === 'binary' ? { kind: numeric ? 'ordinal' : 'categorical' } : {}) };
}

function domainText({ values, min, max }: Column): string {
  if (values !== undefined) return `the values ${listed(values, mostValues)}`;
  return `${min ?? '-∞'} to ${max ?? '∞'}`;
}

function valuesText(values: readonly CountedValue[]): string {
  const shown = listed(
    values.map(({ value, rows }) => `${quote(value)} (${rows})`),
    5,
  );
  return `${counted(total(values), 'row')}, ${shown}`;
}

function total(values: readonly CountedValue[]): number {
  return values.reduce((sum, { rows }) => sum + rows, 0);
}
