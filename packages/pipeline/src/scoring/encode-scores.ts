import { table } from 'arquero';
import type { ScoredRow } from './score-table.ts';

/** Scored rows as CSV: line, label, score, the probability of each class, problems. */
export function encodeScores(rows: readonly ScoredRow[], classes: readonly string[]): string {
  const columns: [string, readonly unknown[]][] = [
    ['line', rows.map((row) => row.line)],
    ['label', rows.map((row) => row.label)],
    ['score', rows.map((row) => row.score)],
    ...classes.map((name): [string, readonly unknown[]] => [
      `probability_${name}`,
      rows.map((row) => row.probabilities?.[name] ?? null),
    ]),
    ['problems', rows.map((row) => row.problems.join(' '))],
  ];
  return `${table(columns as [string, ArrayLike<unknown>][]).toCSV()}\n`;
}
