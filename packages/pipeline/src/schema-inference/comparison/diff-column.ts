import type { Column, DatasetSchema } from '@rampart/core';
import { counted, listed, onMissingOf, quote } from '@rampart/core/internal';
import { inferColumn } from '../infer-column.ts';
import { profileForColumn } from '../profile-for-column.ts';
import type { ColumnSketch } from '../profile/column-sketch.ts';
import type { ColumnDefinition } from '../raw-table.ts';
import type { ColumnTally, CountedValue, Unexpected } from './tally-column.ts';

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

/** Compares a column of a table, read by its declaration and looked at without it, with that declaration. */
export function diffColumn(
  column: Column,
  schema: DatasetSchema,
  tally: ColumnTally,
  sketch: ColumnSketch,
): ComparedColumn {
  const { unreadable, outside, tokens, missing } = tally;
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
      `"no value" elsewhere and not listed under \`missing\`: ${valuesText({ rows: total(tokens), values: tokens })}`,
      tokens,
    );
    changes.missing = [...(column.missing ?? schema.missing), ...tokens.map(({ value }) => value)];
  }
  if (column.role === 'target') {
    const labels = {
      rows: unreadable.rows + outside.rows,
      values: [...unreadable.values, ...outside.values],
    };
    if (labels.rows > 0) tell('label', `of no class: ${valuesText(labels)}`, labels.values);
  } else {
    if (unreadable.rows > 0) {
      tell('kind', `cannot be read as kind ${column.kind}: ${valuesText(unreadable)}`, unreadable.values);
      Object.assign(changes, otherKind(column.name, sketch, tally));
    }
    if (outside.rows > 0) {
      const range = column.values === undefined;
      tell(
        range ? 'range' : 'domain',
        `outside ${domainText(column)}: ${valuesText(outside)}`,
        outside.values,
      );
      if (changes.kind === undefined) {
        Object.assign(changes, range ? widerRange(column, tally) : widerDomain(column, outside.values));
      }
    }
  }
  if (missing > 0 && onMissingOf(column) === 'reject') {
    tell('missing values', `no value, which the schema rejects: ${counted(missing, 'row')}`);
  }
  if (column.role === 'feature' && tally.rows > 0) {
    const only = [tally.only, ...unreadable.values, ...outside.values].find(
      (value) => value?.rows === tally.rows,
    );
    if (missing === tally.rows) tell('empty', 'no row has a value');
    else if (only !== undefined && tally.rows > 1) {
      tell('constant', `every row has the value ${quote(only.value)}`, [only]);
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
function otherKind(name: string, sketch: ColumnSketch, { good, unreadable, outside }: ColumnTally) {
  if (unreadable.rows <= strays * (unreadable.rows + good + outside.rows)) return { onInvalid: 'impute' };
  const { name: _, ...inferred } = inferColumn(profileForColumn(name, sketch).profile).column;
  return {
    values: undefined,
    min: undefined,
    max: undefined,
    onUnseen: undefined,
    notation: undefined,
    unit: undefined,
    ...inferred,
  };
}

function widerRange({ min, max }: Column, { range: [least, most] }: ColumnTally) {
  return {
    ...(min === undefined ? {} : { min: Math.min(min, least) }),
    ...(max === undefined ? {} : { max: Math.max(max, most) }),
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

function valuesText({ rows, values }: Unexpected): string {
  const shown = listed(
    values.map(({ value, rows }) => `${quote(value)} (${rows})`),
    5,
  );
  return `${counted(rows, 'row')}, ${shown}`;
}

function total(values: readonly CountedValue[]): number {
  return values.reduce((sum, { rows }) => sum + rows, 0);
}
