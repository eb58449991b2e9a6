import { type KeptColumn, keptColumns, keptValue } from './kept-columns.ts';
import type { SinkBatch, SinkColumn, SinkRecord, SinkValue } from '../rows/sink.ts';
import type { ScoredRow } from './score-table.ts';

/** How scored rows are written. */
export interface ScoreBatchesOptions {
  readonly classes: readonly string[];
  /** What each row names as the model, `flows@3` for instance. */
  readonly model: string;
  readonly grouped?: boolean;
  /** Whether the model has a review band. */
  readonly reviewed?: boolean;
  readonly idOf?: (row: ScoredRow) => string;
  /** Told of each kept column that had to be renamed, since the scores have one of its name. */
  readonly onRenamed?: ((column: string, to: string) => void) | undefined;
}

/**
 * Scored rows as a sink takes them: the kept columns of the source, model, id of the row, line, label, score, the probability of each class, with a review band (`reviewed`)
 * whether a person should look, with feature groups (`grouped`)
 * the subset and the share of such rows that are expected to be labelled wrongly, problems. `idOf` tells what a sink
 * that keeps ids is to know a row by.
 */
export async function* scoreBatches(
  scored: AsyncIterable<readonly ScoredRow[]>,
  { classes, model, grouped = false, reviewed = false, idOf, onRenamed }: ScoreBatchesOptions,
): AsyncGenerator<SinkBatch> {
  const probabilities = classes.map((name) => ({ name, column: `probability_${name}` }));
  const own: SinkColumn[] = [
    { name: 'model', type: 'text' },
    { name: 'row_id', type: 'text' },
    { name: 'line', type: 'number' },
    { name: 'label', type: 'text' },
    { name: 'score', type: 'number' },
    ...probabilities.map(({ column }): SinkColumn => ({ name: column, type: 'number' })),
    ...(reviewed ? [{ name: 'review', type: 'text' } as const] : []),
    ...(grouped
      ? ([
          { name: 'subset', type: 'text' },
          { name: 'expected_error', type: 'number' },
        ] as const)
      : []),
    { name: 'problems', type: 'text' },
  ];
  let kept: readonly KeptColumn[] | undefined;
  let columns = own;
  const toRecord = (row: ScoredRow): SinkRecord => {
    // Filled in one object: of a long table every object more is a million.
    const fields: Record<string, SinkValue> = {};
    for (const column of kept ?? []) fields[column.name] = keptValue(row.kept?.[column.source], column);
    fields.model = model;
    fields.row_id = row.id;
    fields.line = row.line;
    fields.label = row.label;
    fields.score = row.score;
    for (const { name, column } of probabilities) fields[column] = row.probabilities?.[name] ?? null;
    if (reviewed) fields.review = row.review === undefined ? null : row.review ? 'yes' : 'no';
    if (grouped) {
      fields.subset = row.subset?.join('+') ?? null;
      fields.expected_error = row.expected?.error ?? null;
    }
    fields.problems = row.problems.length === 0 ? null : row.problems.join(' ');
    return { id: idOf?.(row), line: row.line, fields };
  };
  for await (const rows of scored) {
    if (kept === undefined) {
      kept = keptColumns(
        rows,
        own.map(({ name }) => name),
      );
      columns = [...kept.map(({ name, type }) => ({ name, type })), ...own];
      for (const { source, name } of kept) if (source !== name) onRenamed?.(source, name);
    }
    yield { columns, records: rows.map(toRecord) };
  }
}
