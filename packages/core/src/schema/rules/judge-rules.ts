import type { TypedTable } from '../../table.ts';
import { derivationOf, recordColumns } from '../derived/derivation.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { absentGroups, featureGroupsOf } from '../groups/feature-groups-of.ts';
import type { Rule } from './rule.ts';

/** A rule and the rows of a table that break it. */
export interface JudgedRule {
  readonly rule: Rule;
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** Positions of the rows for which it is not true, rising; a rule that a missing value leaves open is not true. */
  readonly broken: readonly number[];
}

/**
 * Judges the rules of a schema on a table with its derived columns: all of them when training, when serving those
 * that read nothing but what a record holds and what is derived from it. A row without a feature group breaks no rule
 * that reads of it.
 */
export function judgeRules(
  table: TypedTable,
  schema: DatasetSchema,
  purpose: 'training' | 'serving',
): JudgedRule[] {
  const known = purpose === 'training' ? undefined : knownWhenServing(schema);
  // Only asked for where a row breaks a rule: it is found out column by column.
  let excused: ReadonlyMap<string, Uint8Array> | undefined;
  return derivationOf(schema).rules.flatMap(({ rule, expression }) => {
    const { columns } = expression;
    if (known !== undefined && !columns.every((name) => known.has(name))) return [];
    const values = expression.evaluate(table) as Float64Array;
    const untrue: number[] = [];
    for (let row = 0; row < table.rows; row++) if (values[row] !== 1) untrue.push(row);
    if (untrue.length === 0) return [{ rule, columns, broken: untrue }];
    const byColumn = (excused ??= excusedRows(table, schema));
    const excuses = columns.flatMap((name) => byColumn.get(name) ?? []);
    const broken = untrue.filter((row) => !excuses.some((rows) => rows[row] === 1));
    return [{ rule, columns, broken }];
  });
}

/** For each column of a feature group that some rows lack, a 1 for those rows. */
function excusedRows(table: TypedTable, schema: DatasetSchema): Map<string, Uint8Array> {
  const absent = absentGroups(table, schema);
  return new Map(
    featureGroupsOf(schema).flatMap(({ name, features, columns }) => {
      const rows = absent.get(name);
      return rows === undefined ? [] : [...features, ...columns].map((column) => [column, rows] as const);
    }),
  );
}

const cached = new WeakMap<DatasetSchema, ReadonlySet<string>>();

function knownWhenServing(schema: DatasetSchema): ReadonlySet<string> {
  let known = cached.get(schema);
  if (known === undefined) {
    const names = new Set(recordColumns(schema).map(({ name }) => name));
    for (const { column, expression } of derivationOf(schema).derived) {
      if (expression.columns.every((name) => names.has(name))) names.add(column.name);
    }
    known = names;
    cached.set(schema, known);
  }
  return known;
}
