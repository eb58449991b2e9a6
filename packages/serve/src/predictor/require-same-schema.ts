import { type DatasetSchema, type Problem, RampartError } from '@rampart/core';

/** What a column is to a model: how its cells are read, and which of them are right. */
const parts = ['kind', 'role', 'values', 'min', 'max', 'optional', 'derive', 'positive', 'classes'] as const;

/**
 * Throws a RampartError('schema') with every column in which a schema differs from that of a model, in what a record or a
 * label may hold. Ignored columns, descriptions, rules and limits may differ.
 */
export function requireSameSchema(given: DatasetSchema, own: DatasetSchema, where: string): void {
  const columnsOf = ({ columns }: DatasetSchema) =>
    new Map(columns.filter(({ role }) => role !== 'ignored').map((column) => [column.name, column]));
  const [mine, theirs] = [columnsOf(given), columnsOf(own)];
  const problems: Problem[] = [];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [one, other] = [mine.get(name), theirs.get(name)];
    if (one === undefined || other === undefined) {
      const [expected, received] = other === undefined ? ['no such column', 'one'] : ['it', 'no such column'];
      problems.push({ where: `column \`${name}\``, expected, received });
      continue;
    }
    for (const part of parts) {
      const [wanted, got] = [other[part], one[part]].map((value) => JSON.stringify(value ?? null));
      if (wanted !== got)
        problems.push({ where: `column \`${name}\`, \`${part}\``, expected: wanted!, received: got! });
    }
  }
  if (problems.length === 0) return;
  throw new RampartError('schema', problems, {
    prefix: `the given schema \`${given.name}\` is not that of ${where}`,
  });
}
