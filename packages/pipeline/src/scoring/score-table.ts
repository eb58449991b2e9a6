import { describeProblem, RampartError, recordAt } from '@rampart/core';
import { featureGroupsOf } from '@rampart/core/internal';
import { fileLayout, type RawBatch, requireColumns, type Source } from '@rampart/core/rows';
import type { ExpectedQuality, Predictor } from '@rampart/serve';

/** The verdict on one row; label and score are null where the row was refused. */
export interface ScoredRow {
  /** Line of the source on which the row begins. */
  readonly line: number;
  readonly label: string | null;
  /** Probability of the positive class, or of the label where no class is positive. */
  readonly score: number | null;
  readonly probabilities: Readonly<Record<string, number>> | null;
  /** Whether a person should look at the row, where the model has a review band. */
  readonly review?: boolean;
  /** The feature groups that the row has, where the schema has any. */
  readonly subset?: readonly string[];
  /** How good the model is on rows with these groups. */
  readonly expected?: ExpectedQuality;
  /** Why the row was refused; empty where it was scored. */
  readonly problems: readonly string[];
}

/**
 * Scores every row of a source, in its order, by the code that answers requests. Some rows come at a time, so that a
 * table of any length takes the memory of a few. Throws a RampartError('source') where there is no row.
 */
export async function* scoreTable(
  source: Source,
  predictor: Predictor,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<readonly ScoredRow[]> {
  let [checked, some] = [false, false];
  for await (const batch of source.read({ ...fileLayout(predictor.schema), signal })) {
    if (!checked) requireColumns(source.uri, predictor.schema, batch.names, 'scoring');
    checked = true;
    const rows = scoreBatch(batch, predictor);
    for (const { line, expected, received } of batch.malformed) {
      rows.push(refused(line, [describeProblem({ where: 'the row', expected, received })]));
    }
    if (batch.malformed.length > 0) rows.sort((left, right) => left.line - right.line);
    some ||= rows.length > 0;
    yield rows;
  }
  if (!some) {
    throw new RampartError('source', { where: source.uri, expected: 'at least one row', received: 'none' });
  }
}

const none: readonly string[] = [];

function scoreBatch({ names, rows }: RawBatch, predictor: Predictor): ScoredRow[] {
  const { schema, features, classes } = predictor;
  const columns = new Map(
    features.flatMap((name) => {
      const at = names.indexOf(name);
      return at < 0 ? [] : [[name, rows.map(({ cells }) => cells[at])] as const];
    }),
  );
  const { table, problems } = predictor.readTable({ rows: rows.length, columns });
  const probabilities = predictor.score(table);
  const grouped = featureGroupsOf(schema).length > 0;
  return rows.map(({ line }, row) => {
    const faults = problems.get(row);
    if (faults !== undefined) return refused(line, faults.map(describeProblem));
    const own = probabilities.subarray(row * classes.length, (row + 1) * classes.length);
    const decided = predictor.decide(own, grouped ? predictor.groupsOf(recordAt(table, row)) : []);
    return 'prediction' in decided
      ? { line, ...decided.prediction, problems: none }
      : refused(line, decided.problems.map(describeProblem));
  });
}

function refused(line: number, problems: readonly string[]): ScoredRow {
  return { line, label: null, score: null, probabilities: null, problems };
}
