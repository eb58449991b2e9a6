import { compileExpression, type Expression } from '../../expression/compile-expression.ts';
import type { Column } from '../columns/column.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { valueTypeOf } from '../columns/domain.ts';
import { featuresOf } from '../features-of.ts';
import type { Rule } from '../rules/rule.ts';

/** The expressions of a schema, compiled. */
export interface Derivation {
  /** The derived columns in the order in which they are computed, which is the schema's. */
  readonly derived: readonly { readonly column: Column; readonly expression: Expression }[];
  readonly rules: readonly { readonly rule: Rule; readonly expression: Expression }[];
}

const cached = new WeakMap<DatasetSchema, Derivation>();
const inRecord = new WeakMap<DatasetSchema, readonly Column[]>();

/** The expressions of a checked schema, compiled once. */
export function derivationOf(schema: DatasetSchema): Derivation {
  const known = cached.get(schema);
  if (known !== undefined) return known;
  const types = new Map(schema.columns.map((column) => [column.name, valueTypeOf(column)]));
  const derivation: Derivation = {
    derived: schema.columns.flatMap((column) =>
      column.derive === undefined
        ? []
        : [{ column, expression: compileExpression(column.derive, types, `column \`${column.name}\``) }],
    ),
    rules: (schema.rules ?? []).map((rule) => ({
      rule,
      expression: compileExpression(rule.expression, types, `rule \`${rule.name}\``),
    })),
  };
  cached.set(schema, derivation);
  return derivation;
}

/** The columns that a source holds: all but the derived ones, in the order of the schema. */
export function sourceColumns(schema: DatasetSchema): Column[] {
  return schema.columns.filter(({ derive }) => derive === undefined);
}

/**
 * The columns that a record holds, in the order of the schema: the features that are not derived, and whatever
 * the derived ones are computed from.
 */
export function recordColumns(schema: DatasetSchema): readonly Column[] {
  let columns = inRecord.get(schema);
  if (columns === undefined) {
    const wanted = inputsOf(
      schema,
      featuresOf(schema).map(({ name }) => name),
    );
    columns = sourceColumns(schema).filter(({ name }) => wanted.has(name));
    inRecord.set(schema, columns);
  }
  return columns;
}

/**
 * The columns that a table to train on must hold, in the order of the schema: those of a role, of the key, of a rule,
 * and what derived ones read. An ignored column that is optional may be absent here too, and is then missing.
 */
export function trainingColumns(schema: DatasetSchema): Column[] {
  const { rules } = derivationOf(schema);
  const wanted = inputsOf(schema, [
    ...schema.columns.filter(({ role }) => role !== 'ignored').map(({ name }) => name),
    ...(schema.key ?? []),
    ...rules.flatMap(({ expression }) => expression.columns),
  ]);
  return sourceColumns(schema).filter(
    ({ name, role, optional }) => wanted.has(name) && !(role === 'ignored' && optional),
  );
}

/** The given columns and everything that they are computed from, step by step. */
export function inputsOf(schema: DatasetSchema, names: readonly string[]): Set<string> {
  const wanted = new Set(names);
  // A derived column reads only those before it, so that one way back finds everything.
  for (const { column, expression } of derivationOf(schema).derived.toReversed()) {
    if (wanted.has(column.name)) for (const name of expression.columns) wanted.add(name);
  }
  return wanted;
}
