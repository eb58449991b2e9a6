import { isMissing } from '@rampart/core/internal';
import type { ReportProblem } from './data-report.ts';
import { groupProblems, type ProblemGroup, type QuarantinedRow } from '@rampart/core/rows';

/** Rows that are shown of each kind of problem. */
const mostExamples = 3;

/** Every kind of problem with the first rows that have it, as plain JSON. */
export function problemsWithExamples(rows: readonly QuarantinedRow[]): ReportProblem[] {
  const examples = new Map<string, ReportProblem['examples']>();
  for (const row of rows) {
    for (const problem of row.problems) {
      const key = keyOf({ ...problem, source: row.source });
      const kept = examples.get(key) ?? [];
      examples.set(key, kept);
      if (kept.length >= mostExamples) continue;
      kept.push({ line: row.line, received: problem.received, cells: plainCells(row.cells) });
    }
  }
  return groupProblems(rows).map((group) => ({ ...group, examples: examples.get(keyOf(group)) ?? [] }));
}

function keyOf({
  source,
  column,
  rule,
  expected,
}: Pick<ProblemGroup, 'source' | 'column' | 'rule' | 'expected'>): string {
  return JSON.stringify([source, column, rule, expected]);
}

/** Cells as JSON holds them: a missing number is null, a database's own types are texts. */
function plainCells(cells: Readonly<Record<string, unknown>>): ReportProblem['examples'][number]['cells'] {
  return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, plainCell(cell)]));
}

function plainCell(cell: unknown): number | string | boolean | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'number') return isMissing(cell) ? null : Number.isFinite(cell) ? cell : String(cell);
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? String(cell) : cell.toISOString();
  return typeof cell === 'bigint' ? cell.toString() : (JSON.stringify(cell) ?? '');
}
