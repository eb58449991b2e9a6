import { listed, type Problem } from '../errors.ts';
import { z } from 'zod';

/** One reason why a row was quarantined. */
export const rowProblem = z.object({
  /** The column; null where the row as a whole is at fault. */
  column: z.string().nullable(),
  rule: z.enum(['cells', 'header', 'unreadable', 'domain', 'missing', 'label', 'rule', 'refused']),
  expected: z.string(),
  received: z.string(),
});
export type RowProblem = z.infer<typeof rowProblem>;

/** A quarantined row, with all its reasons and what it held. */
export const quarantinedRow = z.object({
  source: z.string(),
  /** 1-based line of the source. */
  line: z.number(),
  problems: z.array(rowProblem).min(1),
  cells: z.record(z.string(), z.unknown()),
});
export type QuarantinedRow = z.infer<typeof quarantinedRow>;

/** All rows with the same fault in the same column, as one fact. */
export const problemGroup = z.object({
  source: z.string(),
  column: z.string().nullable(),
  rule: rowProblem.shape.rule,
  expected: z.string(),
  /** Up to five different values that came. */
  received: z.array(z.string()),
  firstLine: z.number(),
  rows: z.number(),
});
export type ProblemGroup = z.infer<typeof problemGroup>;

/** Groups the reasons of many rows by source, column and rule, the most frequent first. */
export function groupProblems(rows: Iterable<QuarantinedRow>): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const row of rows) {
    for (const problem of row.problems) {
      const key = JSON.stringify([row.source, problem.column, problem.rule, problem.expected]);
      const group = groups.get(key);
      if (group === undefined) {
        const { column, rule, expected, received } = problem;
        groups.set(key, {
          source: row.source,
          column,
          rule,
          expected,
          received: [received],
          firstLine: row.line,
          rows: 1,
        });
        continue;
      }
      group.rows += 1;
      if (group.received.length < 5 && !group.received.includes(problem.received))
        group.received.push(problem.received);
    }
  }
  return [...groups.values()].toSorted((left, right) => right.rows - left.rows);
}

/** A group as an error or a warning tells it. */
export function describeGroup(group: ProblemGroup): Problem {
  const more = group.rows > 1 ? ` (and ${group.rows - 1} more ${group.rows === 2 ? 'row' : 'rows'})` : '';
  return {
    where: `${group.source}, line ${group.firstLine}${group.column === null ? '' : `, column \`${group.column}\``}`,
    expected: group.expected,
    received: `${listed(group.received)}${more}`,
    fix: cures[group.rule],
  };
}

const cures: Record<RowProblem['rule'], string> = {
  cells: 'Correct the file: a cell that holds the delimiter must be quoted.',
  header: 'Nothing has to be done: such a line is no row. Files that were joined have one for each part.',
  unreadable: "Correct the file, add the text to the column's `missing`, or set `onInvalid: impute` for it.",
  domain: "Correct the file, widen the column's domain in the schema, or set `onInvalid: impute` for it.",
  missing: 'Fill the value, or set `onMissing: impute` for the column.',
  label: "Correct the label, or add it to the target's `classes`.",
  rule: 'Correct the row, or the rule in the schema; one that begins with `x == null ||` lets missing values pass.',
  refused: 'See what the sink says of it; the row itself keeps to the schema.',
};
