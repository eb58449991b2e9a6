import {
  columnReaders,
  type DatasetSchema,
  didYouMean,
  listed,
  type Problem,
  RampartError,
} from '@rampart/core';

/**
 * Throws where a table lacks columns that the schema needs: for training every feature and the target, group
 * and weight; for scoring the features that the schema does not call optional.
 */
export function requireColumns(
  uri: string,
  schema: DatasetSchema,
  names: readonly string[],
  purpose: 'training' | 'scoring',
): void {
  const absent = schema.columns.filter((column) => {
    if (names.includes(column.name) || column.role === 'ignored') return false;
    return purpose === 'training' || (column.role === 'feature' && !column.optional);
  });
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
