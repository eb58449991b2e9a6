import { digestOf, featureGroupsOf } from '@rampart/core/internal';
import type { Predictor } from '@rampart/serve';
import { type UnseenColumn, UnseenCounter } from './count-unseen.ts';
import { openSource, type TableInput } from '../connections/open-source.ts';
import type { Sink } from '../rows/sink.ts';
import { scoreBatches } from './score-batches.ts';
import { type ScoredRow, scoreTable, type ScoreTableOptions } from './score-table.ts';

/** How a table is scored into a sink. */
export interface ScoreIntoOptions extends ScoreTableOptions {
  /** Told of the rows that have been scored, a batch at a time. */
  readonly onProgress?: ((rows: number) => void) | undefined;
  /** Told of each kept column that had to be renamed, since the scores have one of its name. */
  readonly onRenamed?: ((column: string, to: string) => void) | undefined;
}

/** What a scoring came to. */
export interface ScoreResult {
  readonly rows: number;
  /** Rows that the model would not score; they are written with their problems. */
  readonly refused: number;
  /** Categorical features with values that the model has not learned. */
  readonly unseen: readonly UnseenColumn[];
}

/**
 * Scores a table (its URI, rows in memory or a source) into a sink, a few rows at a time: the kept columns, then `model`
 * (`name@version`), `row_id` (the schema's key, else the number of the row) and the verdict. Errors are those of
 * `scoreTable` and of the sink.
 */
export async function scoreInto(
  table: TableInput,
  predictor: Predictor,
  sink: Sink,
  { onRenamed, onProgress, ...options }: ScoreIntoOptions = {},
): Promise<ScoreResult> {
  const source = openSource(table);
  const { name, version, decisions, classes, schema } = predictor;
  let [rows, refused] = [0, 0];
  const unseen = new UnseenCounter();
  async function* counted() {
    for await (const batch of scoreTable(source, predictor, options)) {
      rows += batch.length;
      refused += batch.filter(({ problems }) => problems.length > 0).length;
      unseen.add(batch);
      onProgress?.(rows);
      yield batch;
    }
  }
  const batches = scoreBatches(counted(), {
    classes,
    model: `${name}@${version}`,
    reviewed: decisions.some(({ review }) => review !== undefined),
    grouped: featureGroupsOf(schema).length > 0,
    onRenamed,
    ...(sink.keepsIds && {
      idOf: ({ line, score }: ScoredRow) => digestOf([name, version, source.uri, line, score]),
    }),
  });
  await sink.write(batches, { signal: options.signal });
  return { rows, refused, unseen: unseen.columns() };
}
