import { type Problem, RampartError } from '../errors.ts';
import { zodProblems } from '../zod-problems.ts';
import { type Column, columnSchema, missingToken } from './column.ts';
import { type DatasetSchema, datasetSchema } from './dataset-schema.ts';
import { columnProblems, tableProblems } from './relations.ts';
import { columnPlace, schemaPlace } from './schema-place.ts';

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
      ...readableColumnProblems(value, where),
    ]);
  }
  const schema = result.data;
  const problems = relationProblems(schema.columns.entries(), schema.missing, where);
  if (!schema.columns.some((column) => column.role === 'feature')) {
    problems.push({ where, expected: 'at least one column of role `feature`', received: 'none' });
  }
  if (problems.length > 0) throw new RampartError('schema', problems);
  // Readers are cached by schema: a column changed afterwards would not be what is read.
  for (const column of schema.columns) Object.freeze(column);
  return Object.freeze(schema);
}

function relationProblems(
  columns: Iterable<[number, Column]>,
  missing: readonly string[],
  where: string,
): Problem[] {
  const entries = [...columns];
  const places = entries.map(([index, column]) => columnPlace(column, index, where));
  const read = entries.map(([, column]) => column);
  return [
    ...tableProblems(read, places, where),
    ...read.flatMap((column, index) => columnProblems(column, missing, places[index]!)),
  ];
}

/** A typing mistake in one column should not hide what is wrong with the others. */
function readableColumnProblems(value: unknown, where: string): Problem[] {
  const { columns, missing } = Object(value) as { columns?: unknown; missing?: unknown };
  if (!Array.isArray(columns)) return [];
  const readable = columns.flatMap((column: unknown, index): [number, Column][] => {
    const { success, data } = columnSchema.safeParse(column);
    return success ? [[index, data]] : [];
  });
  const tokens = missingToken.array().safeParse(missing);
  return relationProblems(readable, tokens.success ? tokens.data : [''], where);
}
