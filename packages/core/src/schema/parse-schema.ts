import { z } from 'zod';
import { type Problem, RampartError } from '../errors.ts';
import { zodProblems } from '../zod-problems.ts';
import { type Column, columnSchema, missingToken } from './columns/column.ts';
import { type DatasetSchema, datasetSchema } from './dataset-schema.ts';
import { expressionProblems } from './derived/expression-problems.ts';
import { type FeatureGroupDefinition, featureGroupSchema } from './groups/feature-group.ts';
import { derivedGroupProblems, featureGroupProblems } from './groups/feature-group-problems.ts';
import { derivedMonotoneProblems, monotoneProblems } from './rules/monotone-problems.ts';
import { columnProblems, tableProblems } from './rules/relations.ts';
import { ruleSchema } from './rules/rule.ts';
import { columnPlace, schemaPlace } from './schema-place.ts';
import { tableSettingProblems, type TableSettings } from './rules/table-problems.ts';

/**
 * Checks plain data as a dataset schema and fills in the defaults. `where` names the origin in messages.
 * Throws a RampartError('schema') that lists every problem, also those between the columns that can be read.
 */
export function parseSchema(value: unknown, where: string): DatasetSchema {
  const result = datasetSchema.safeParse(value);
  if (!result.success) {
    throw new RampartError('schema', [
      ...zodProblems(result.error.issues, {
        schema: datasetSchema,
        value,
        place: (path) => schemaPlace(path, value, where),
      }),
      ...readableProblems(value, where),
    ]);
  }
  const schema = result.data;
  const problems = relationProblems({
    columns: [...schema.columns.entries()],
    unreadable: [],
    missing: schema.missing,
    rules: schema.rules ?? [],
    featureGroups: schema.featureGroups ?? [],
    settings: schema,
    where,
  });
  if (!schema.columns.some((column) => column.role === 'feature')) {
    problems.push({ where, expected: 'at least one column of role `feature`', received: 'none' });
  }
  // Only sound expressions tell what they read.
  if (problems.length === 0) {
    problems.push(...derivedGroupProblems(schema, where), ...derivedMonotoneProblems(schema, where));
  }
  if (problems.length > 0) throw new RampartError('schema', problems);
  // Readers are cached by schema: a column changed afterwards would not be what is read.
  for (const column of schema.columns) Object.freeze(column);
  return Object.freeze(schema);
}

/** What can be read of a schema; columns come with their place in the list. */
interface Readable {
  readonly columns: readonly (readonly [number, Column])[];
  readonly unreadable: readonly string[];
  readonly missing: readonly string[];
  readonly rules: readonly z.output<typeof ruleSchema>[];
  readonly featureGroups: readonly FeatureGroupDefinition[];
  readonly settings: TableSettings;
  readonly where: string;
}

function relationProblems({
  columns: entries,
  unreadable,
  missing,
  rules,
  featureGroups,
  settings,
  where,
}: Readable): Problem[] {
  const columns = entries.map(([index, column]) => ({ column, place: columnPlace(column, index, where) }));
  const read = columns.map(({ column }) => column);
  return [
    ...tableProblems(
      read,
      columns.map(({ place }) => place),
      where,
    ),
    ...columns.flatMap(({ column, place }) => columnProblems(column, missing, place)),
    ...monotoneProblems(
      read,
      columns.map(({ place }) => place),
    ),
    ...expressionProblems({ columns, unreadable, rules, where }),
    // A column that cannot be read may be the one that is meant.
    ...(unreadable.length > 0
      ? []
      : [
          ...tableSettingProblems(settings, read, where),
          ...featureGroupProblems(featureGroups, read, where),
        ]),
  ];
}

const settingsShape = z.object({
  missing: missingToken.array().catch(['']),
  key: z.string().array().optional().catch(undefined),
  freshness: datasetSchema.shape.freshness.catch(undefined),
  volume: datasetSchema.shape.volume.catch(undefined),
});

/** A typing mistake in one place should not hide what is wrong in the others. */
function readableProblems(value: unknown, where: string): Problem[] {
  const { columns, rules, featureGroups } = Object(value) as Record<string, unknown>;
  if (!Array.isArray(columns)) return [];
  const parsed = columns.map((column: unknown) => columnSchema.safeParse(column));
  const { missing, ...settings } = settingsShape.parse(Object(value));
  return relationProblems({
    columns: parsed.flatMap(({ data }, index) => (data === undefined ? [] : [[index, data] as const])),
    unreadable: parsed.flatMap(({ success }, index) =>
      success ? [] : [String(Object(columns[index]).name)],
    ),
    missing,
    rules: (Array.isArray(rules) ? rules : []).flatMap((rule) => ruleSchema.safeParse(rule).data ?? []),
    featureGroups: (Array.isArray(featureGroups) ? featureGroups : []).flatMap(
      (group) => featureGroupSchema.safeParse(group).data ?? [],
    ),
    settings,
    where,
  });
}
