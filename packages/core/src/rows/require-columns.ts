import { columnReaders } from '../schema/columns/column-readers.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type FeatureGroup, featureGroupsOf } from '../schema/groups/feature-groups-of.ts';
import { listed, type Problem, RampartError } from '../errors.ts';
import { recordColumns, trainingColumns } from '../schema/derived/derivation.ts';

/**
 * Throws where a table lacks columns that the schema needs: for training every feature and the target, group
 * and weight, the key, and what rules and derived columns read; for scoring what a record holds, unless the schema
 * calls it optional or it belongs to a feature group of which the table has no column, while it has another one.
 */
export function requireColumns(
  uri: string,
  schema: DatasetSchema,
  names: readonly string[],
  purpose: 'training' | 'scoring',
): void {
  const lacked = new Set(lackedGroups(schema, names).flatMap(({ columns }) => columns));
  const groupOf = new Map(
    featureGroupsOf(schema).flatMap(({ name, columns }) => columns.map((one) => [one, name])),
  );
  const needed =
    purpose === 'training'
      ? trainingColumns(schema)
      : recordColumns(schema).filter((column) => !column.optional && !lacked.has(column.name));
  const absent = needed.filter((column) => !names.includes(column.name));
  if (absent.length === 0) return;
  const strangers = names.filter((name) => !columnReaders(schema).has(name));
  throw new RampartError(
    'source',
    absent.map((column): Problem => {
      const near = didYouMean(column.name, strangers);
      const group = groupOf.get(column.name);
      return {
        where: uri,
        expected: `a column \`${column.name}\`, as the schema \`${schema.name}\` says`,
        received: `the columns ${listed(names)}`,
        fix:
          near === undefined && purpose === 'scoring' && group !== undefined
            ? `Give all columns of the feature group \`${group}\` or none of them.`
            : near === undefined
              ? 'Use the schema of this table (`rampart schema infer` writes one), or correct the column in the file.'
              : `Did you mean \`${near}\`? Rename it in the file or in the schema.`,
      };
    }),
  );
}

/** The feature groups that a table to score has no column of; none of them where it would have nothing else. */
function lackedGroups(schema: DatasetSchema, names: readonly string[]): readonly FeatureGroup[] {
  const lacked = featureGroupsOf(schema).filter(
    ({ columns }) => !columns.some((name) => names.includes(name)),
  );
  return recordColumns(schema).some(({ name }) => names.includes(name)) ? lacked : [];
}
