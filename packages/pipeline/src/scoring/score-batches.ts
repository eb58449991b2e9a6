import type { SinkBatch, SinkColumn, SinkRecord } from '../sinks/sink.ts';
import type { ScoredRow } from './score-table.ts';

const rowsPerBatch = 1000;

/**
 * Scored rows as a sink takes them: line, label, score, the probability of each class, problems. `idOf` tells
 * what a sink that keeps ids is to know a row by.
 */
export function* scoreBatches(
  rows: readonly ScoredRow[],
  classes: readonly string[],
  idOf?: (row: ScoredRow) => string,
): Generator<SinkBatch> {
  const probabilities = classes.map((name) => ({ name, column: `probability_${name}` }));
  const columns: SinkColumn[] = [
    { name: 'line', type: 'number' },
    { name: 'label', type: 'text' },
    { name: 'score', type: 'number' },
    ...probabilities.map(({ column }): SinkColumn => ({ name: column, type: 'number' })),
    { name: 'problems', type: 'text' },
  ];
  const toRecord = (row: ScoredRow): SinkRecord => ({
    id: idOf?.(row),
    line: row.line,
    fields: {
      line: row.line,
      label: row.label,
      score: row.score,
      ...Object.fromEntries(
        probabilities.map(({ name, column }) => [column, row.probabilities?.[name] ?? null]),
      ),
      problems: row.problems.length === 0 ? null : row.problems.join(' '),
    },
  });
  for (let start = 0; start === 0 || start < rows.length; start += rowsPerBatch) {
    yield { columns, records: rows.slice(start, start + rowsPerBatch).map(toRecord) };
  }
}
