import { didYouMean } from '../../did-you-mean.ts';
import { listed, type Problem } from '../../errors.ts';
import type { Column } from '../columns/column.ts';
import type { DatasetSchema } from '../dataset-schema.ts';

/** The settings of a schema that name columns or bound the table. */
export type TableSettings = Pick<DatasetSchema, 'key' | 'freshness' | 'volume'>;

/** What is wrong with a schema's key, freshness and volume. */
export function tableSettingProblems(
  { key = [], freshness, volume }: TableSettings,
  columns: readonly Column[],
  where: string,
): Problem[] {
  const names = columns.map(({ name }) => name);
  const problems: Problem[] = [];
  const requireColumn = (name: string, place: string): Column | undefined => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) {
      const near = didYouMean(name, names);
      problems.push({
        where: place,
        expected: `one of the columns ${listed(names, 40)}`,
        received: `\`${name}\``,
        ...(near === undefined ? {} : { fix: `Did you mean \`${near}\`?` }),
      });
    }
    return column;
  };
  for (const name of new Set(key)) requireColumn(name, `${where}, \`key\``);
  const twice = key.filter((name, index) => key.indexOf(name) !== index);
  if (twice.length > 0) {
    problems.push({
      where: `${where}, \`key\``,
      expected: 'every column once',
      received: `${listed(twice)} twice`,
    });
  }
  if (freshness !== undefined) {
    const place = `${where}, \`freshness\``;
    const column = requireColumn(freshness.column, place);
    if (column !== undefined && column.kind !== 'time') {
      problems.push({ where: place, expected: 'a column of kind time', received: `kind ${column.kind}` });
    }
  }
  const { minRows, maxRows } = volume ?? {};
  if (minRows !== undefined && maxRows !== undefined && minRows > maxRows) {
    problems.push({
      where: `${where}, \`volume\``,
      expected: '`minRows` not above `maxRows`',
      received: `${minRows} and ${maxRows}`,
    });
  }
  return problems;
}
