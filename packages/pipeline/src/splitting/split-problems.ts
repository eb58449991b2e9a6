import type { Config, DatasetSchema, Problem } from '@rampart/core';
import { columnReaders, didYouMean, listed, quote, UNREADABLE } from '@rampart/core/internal';

/** What the schema has against the split settings, so that nothing need be read to know it. */
export function splitProblems(schema: DatasetSchema, { by, column, shifted }: Config['split']): Problem[] {
  const problems: Problem[] = [];
  const readerOf = (name: string, where: string) => {
    const reader = columnReaders(schema).get(name);
    if (reader !== undefined) return reader;
    const known = schema.columns.map((one) => one.name);
    const near = didYouMean(name, known);
    problems.push({
      where,
      expected: `a column of the schema \`${schema.name}\` (${listed(known)})`,
      received: quote(name),
      ...(near === undefined ? {} : { fix: `Did you mean \`${near}\`?` }),
    });
    return undefined;
  };
  const needNumbers = (kind: string, where: string) =>
    problems.push({ where, expected: 'a column of times or numbers', received: `one of kind ${kind}` });

  if (column !== undefined) {
    const reader = readerOf(column, 'split.column');
    if (by === 'time' && reader?.numeric === false) needNumbers(reader.column.kind, 'split.column');
  }
  for (const [at, { name, values, below, above, ...condition }] of shifted.entries()) {
    const where = `split.shifted.${at} (${name})`;
    const reader = readerOf(condition.column, where);
    if (reader === undefined) continue;
    if (values === undefined && !reader.numeric) needNumbers(reader.column.kind, where);
    const unread = [...(values ?? []), below, above].filter(
      (value) => value !== undefined && reader.read(value) === UNREADABLE,
    );
    if (unread.length > 0)
      problems.push({ where, expected: reader.expected, received: listed(unread.map(quote)) });
  }
  return problems;
}
