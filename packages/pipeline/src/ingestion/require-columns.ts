import {
  columnReaders,
  type DatasetSchema,
  didYouMean,
  listed,
  type Problem,
  RampartError,
  recordColumns,
  trainingColumns,
} from '@rampart/core';

/**
 * Throws where a table lacks columns that the schema needs: for training every feature and the target, group
 * and weight, the key, and what rules and derived columns read; for scoring what a record holds, unless the schema
 * calls it optional.
 */
export function requireColumns(
  uri: string,
  schema: DatasetSchema,
  names: readonly string[],
  purpose: 'training' | 'scoring',
): void {
  const needed =
    purpose === 'training'
      ? trainingColumns(schema)
      : recordColumns(schema).filter((column) => !column.optional);
  const absent = needed.filter((column) => !names.includes(column.name));
  if (absent.length === 0) return;
  const strangers = names.filter((name) => !columnReaders(schema).has(name));
  throw new RampartError(
    'source',
    absent.map((column): Problem => {
      const near = didYouMean(column.name, strangers);
      return {
        where: uri,
        expected: `a column \`${column.name}\`, as the schema \`${schema.name}\` says`,
        received: `the columns ${listed(names)}`,
        fix:
          near === undefined
            ? 'Use the schema of this table (`rampart schema infer` writes one), or correct the column in the file.'
            : `Did you mean \`${near}\`? Rename it in the file or in the schema.`,
      };
    }),
  );
}
