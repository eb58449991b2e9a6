import { csvText } from '../sinks/formats/csv-writer.ts';
import { scoreBatches } from './score-batches.ts';
import type { ScoredRow } from './score-table.ts';

/** Scored rows as CSV: line, label, score, the probability of each class, problems. */
export function encodeScores(rows: readonly ScoredRow[], classes: readonly string[]): string {
  return [...scoreBatches(rows, classes)].map((batch, at) => csvText(batch, at === 0)).join('');
}
