import { type DatasetSchema, RampartError, type TypedTable } from '@rampart/core';
import { absentGroups, didYouMean, featureGroupsOf, listed, takeRows } from '@rampart/core/internal';

/** Numbers of the rows that have these feature groups, whether or not they have others. */
export function rowsWithGroups(table: TypedTable, schema: DatasetSchema, names: readonly string[]): number[] {
  const absent = absentGroups(table, schema);
  const lacking = names.flatMap((name) => absent.get(name) ?? []);
  return Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => !lacking.some((flags) => flags[row] === 1),
  );
}

/** The rows that have these feature groups, with those of the others missing. */
export function withGroupsAlone(
  table: TypedTable,
  schema: DatasetSchema,
  names: readonly string[],
): TypedTable {
  const rows = rowsWithGroups(table, schema, names);
  const kept = rows.length === table.rows ? table : takeRows(table, rows);
  const columns = new Map(kept.columns);
  for (const group of featureGroupsOf(schema)) {
    if (names.includes(group.name)) continue;
    for (const name of [...group.features, ...group.columns]) {
      const data = columns.get(name);
      if (data === undefined) continue;
      columns.set(
        name,
        data instanceof Float64Array
          ? new Float64Array(kept.rows).fill(Number.NaN)
          : new Array<null>(kept.rows).fill(null),
      );
    }
  }
  return { rows: kept.rows, columns };
}

/** The names of all feature groups, or those asked for. Throws a RampartError('usage') where the schema has no such group. */
export function wantedGroups(schema: DatasetSchema, asked: readonly string[] | undefined): readonly string[] {
  const names = featureGroupsOf(schema).map(({ name }) => name);
  if (asked === undefined) return names;
  const strange = asked.filter((name) => !names.includes(name));
  if (strange.length === 0) return names.filter((name) => asked.includes(name));
  throw new RampartError(
    'usage',
    strange.map((name) => {
      const near = didYouMean(name, names);
      return {
        where: '--feature-groups',
        expected: names.length === 0 ? 'a schema with feature groups' : `some of ${listed(names)}`,
        received: `\`${name}\``,
        ...(near === undefined ? {} : { fix: `Did you mean \`${near}\`?` }),
      };
    }),
  );
}
