import { didYouMean } from '../../did-you-mean.ts';
import { listed, type Problem } from '../../errors.ts';
import type { Column } from '../columns/column.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { inputsOf } from '../derived/derivation.ts';
import { type FeatureGroupDefinition, mostFeatureGroups } from './feature-group.ts';

/** What is wrong with the feature groups of a schema, as far as names and costs tell. */
export function featureGroupProblems(
  groups: readonly FeatureGroupDefinition[],
  columns: readonly Column[],
  where: string,
): Problem[] {
  const problems: Problem[] = [];
  if (groups.length > mostFeatureGroups) {
    problems.push({
      where: `${where}, \`featureGroups\``,
      expected: `at most ${mostFeatureGroups} groups, since each of their subsets is calibrated`,
      received: `${groups.length}`,
      fix: 'Join groups that are always had together.',
    });
  }
  const known = new Map(columns.map((column) => [column.name, column]));
  const features = columns.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const owner = new Map<string, string>();
  const seen = new Set<string>();
  for (const [index, group] of groups.entries()) {
    const place = `${where}, feature group \`${group.name}\``;
    const before = groups[index - 1];
    if (seen.has(group.name)) {
      problems.push({ where: place, expected: 'a name of its own', received: 'a name used before' });
    }
    seen.add(group.name);
    if (before !== undefined && group.cost < before.cost) {
      problems.push({
        where: place,
        expected: `a cost not below ${before.cost}, that of \`${before.name}\` before it`,
        received: `${group.cost}`,
        fix: 'Order the groups by rising cost.',
      });
    }
    for (const name of group.columns) {
      problems.push(...memberProblems(name, known.get(name), features, place));
      const other = owner.get(name);
      if (other !== undefined) {
        problems.push({
          where: place,
          expected: 'every column once, in one group',
          received: other === group.name ? `\`${name}\` twice` : `\`${name}\`, which is in \`${other}\` too`,
        });
      }
      owner.set(name, group.name);
    }
  }
  return problems;
}

function memberProblems(
  name: string,
  column: Column | undefined,
  features: readonly string[],
  where: string,
): Problem[] {
  if (column?.role === 'feature') return [];
  const near = column === undefined ? didYouMean(name, features) : undefined;
  return [
    {
      where,
      expected: `columns of role \`feature\` (${listed(features, 40)})`,
      received: column === undefined ? `\`${name}\`` : `\`${name}\` of role \`${column.role}\``,
      ...(near === undefined ? {} : { fix: `Did you mean \`${near}\`?` }),
    },
  ];
}

/**
 * Derived features that would be there without their group, or missing with it. Asks for a schema whose
 * expressions are sound.
 */
export function derivedGroupProblems(schema: DatasetSchema, where: string): Problem[] {
  const owner = new Map<string, string>();
  for (const { name, columns } of schema.featureGroups ?? []) {
    for (const column of columns) owner.set(column, name);
  }
  return schema.columns.flatMap(({ name, role, derive }): Problem[] => {
    if (role !== 'feature' || derive === undefined) return [];
    const read = [...inputsOf(schema, [name])].filter((input) => input !== name && owner.has(input));
    const groups = [...new Set(read.map((input) => owner.get(input)!))];
    if (groups.length === 0 || (groups.length === 1 && groups[0] === owner.get(name))) return [];
    const place = `${where}, column \`${name}\``;
    const received = `\`${derive}\`, which reads of ${listed(groups.map((group) => `\`${group}\``))}`;
    return groups.length === 1
      ? [
          {
            where: place,
            expected: `to be in the feature group \`${groups[0]!}\`, without which it has no value`,
            received: owner.has(name) ? `\`${owner.get(name)!}\`` : 'no feature group',
          },
        ]
      : [{ where: place, expected: 'to be computed from one feature group alone', received }];
  });
}
