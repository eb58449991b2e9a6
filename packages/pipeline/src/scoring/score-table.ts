import { describeProblem, RampartError } from '@rampart/core';
import type { ExpectedQuality, Predictor } from '@rampart/serve';
import { fileLayout, requireColumns, type Source } from '@rampart/core/rows';

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

/** Scores every row of a source, in its order, by the code that answers requests. */
export async function scoreTable(
  source: Source,
  predictor: Predictor,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ScoredRow[]> {
  const scored: ScoredRow[] = [];
  let checked = false;
  for await (const batch of source.read({ ...fileLayout(predictor.schema), signal })) {
    if (!checked) requireColumns(source.uri, predictor.schema, batch.names, 'scoring');
    checked = true;
    const features = predictor.features.filter((name) => batch.names.includes(name));
    const positions = features.map((name) => batch.names.indexOf(name));
    const records = batch.rows.map(({ cells }) =>
      Object.fromEntries(features.map((name, at) => [name, cells[positions[at]!]])),
    );
    const results = await predictor.predictEach(records);
    const rows = results.map((result, at): ScoredRow => {
      const { line } = batch.rows[at]!;
      return 'prediction' in result
        ? { line, ...result.prediction, problems: [] }
        : refused(line, result.problems.map(describeProblem));
    });
    for (const { line, expected, received } of batch.malformed) {
      rows.push(refused(line, [describeProblem({ where: 'the row', expected, received })]));
    }
    if (batch.malformed.length > 0) rows.sort((left, right) => left.line - right.line);
    for (const row of rows) scored.push(row);
  }
  if (scored.length === 0) {
    throw new RampartError('source', { where: source.uri, expected: 'at least one row', received: 'none' });
  }
  return scored;
}

function refused(line: number, problems: readonly string[]): ScoredRow {
  return { line, label: null, score: null, probabilities: null, problems };
}
