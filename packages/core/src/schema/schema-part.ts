import { z } from 'zod';
import type { Column } from './columns/column.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import type { FeatureGroupDefinition } from './groups/feature-group.ts';

/** What is read of a dataset schema; nothing of what is left out. */
export interface SchemaPart {
  /** Of each column, beside its name, kind and role. */
  readonly columns: readonly Exclude<keyof Column, 'name' | 'kind' | 'role' | 'description'>[];
  /** Of each feature group, beside its name and columns; no group where this is left out. */
  readonly featureGroups?: readonly Exclude<
    keyof FeatureGroupDefinition,
    'name' | 'columns' | 'description'
  >[];
  /** Of the schema as a whole; descriptions of rules are left out. */
  readonly whole?: readonly Exclude<keyof DatasetSchema, 'columns' | 'featureGroups' | 'description'>[];
}

/** What stands where a schema must have something that is not read. */
const unread = { name: 'the schema', missing: [''], file: { header: true, delimiter: ',' } };

/**
 * The shape of a dataset schema in what a stage declares as its input: a checked schema goes in, one that holds
 * nothing but these parts comes out, so that a change of the others changes nothing.
 */
export function schemaPart(part: SchemaPart): z.ZodType<DatasetSchema, DatasetSchema> {
  return z.custom<DatasetSchema>(Object).transform(
    (schema): DatasetSchema =>
      Object.freeze({
        ...unread,
        ...picked(schema, part.whole ?? []),
        ...(part.whole?.includes('rules') &&
          schema.rules && {
            rules: schema.rules.map(({ name, expression, onFail }) => ({ name, expression, onFail })),
          }),
        columns: schema.columns.map((column): Column => {
          const { optional = false, onInvalid = 'reject', ...rest } = picked(column, part.columns);
          const { name, kind, role } = column;
          return Object.freeze({ name, kind, role, optional, onInvalid, ...rest });
        }),
        ...(part.featureGroups &&
          schema.featureGroups && {
            featureGroups: schema.featureGroups.map((group) => {
              const { cost = 0 } = picked(group, part.featureGroups!);
              return { name: group.name, columns: group.columns, cost };
            }),
          }),
      }),
  );
}

function picked<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const entries = keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]);
  return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}
