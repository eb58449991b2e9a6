import { describeProblem, RampartError, recordAt, type TextEncodingName } from '@rampart/core';
import { columnOf, featureGroupsOf } from '@rampart/core/internal';
import { fileLayout, type RawBatch, requireColumns } from '@rampart/core/rows';
import type { ExpectedQuality, Predictor } from '@rampart/serve';
import { openSource, type TableInput } from '../connections/open-source.ts';
import { keptNames } from './kept-names.ts';

/** The verdict on one row; label and score are null where the row was refused. */
export interface ScoredRow {
  /** Line of the source on which the row begins. */
  readonly line: number;
  /** Number of the row in the source, from 1. */
  readonly row: number;
  /** What the columns of the schema's key hold; the number of the row where the schema or the source has none. */
  readonly id: string;
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
  /** Categorical features whose value the model has not learned; left out where there is none. */
  readonly unseen?: readonly string[];
  /** Why the row was refused; empty where it was scored. */
  readonly problems: readonly string[];
  /** The columns that were asked for, as the source holds them; null where the row could not be divided into cells. */
  readonly kept?: Readonly<Record<string, unknown>> | null;
}

/** How a table is scored. */
export interface ScoreTableOptions {
  /** Columns of the source that come with each row, whether the model knows them or not; `all` for every one. */
  readonly keep?: 'all' | readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How a text file is written, where its schema does not say it rightly. */
  readonly encoding?: TextEncodingName | undefined;
}

/** A verdict without its place. */
type Verdict = Omit<ScoredRow, 'row' | 'id' | 'kept'>;

/**
 * Scores every row of a table (its URI, rows in memory or a source), in its order, by the code that answers requests. Some
 * rows come at a time, so that a table of any length takes the memory of a few. Throws a RampartError('source') where
 * there is no row, and a RampartError('usage') before anything is scored where a column to keep is not there.
 */
export async function* scoreTable(
  table: TableInput,
  predictor: Predictor,
  { keep = [], encoding, signal }: ScoreTableOptions = {},
): AsyncGenerator<readonly ScoredRow[]> {
  const source = openSource(table);
  const { key = [] } = predictor.schema;
  let [checked, done] = [false, 0];
  const layout = { ...fileLayout(predictor.schema), ...(encoding && { encoding }) };
  for await (const batch of source.read({ ...layout, signal })) {
    if (!checked) requireColumns(source.uri, predictor.schema, batch.names, 'scoring');
    const kept = keptNames(source.uri, keep, batch.names, !checked);
    checked = true;
    const cellsOf = new Map(batch.rows.map(({ line, cells }) => [line, cells]));
    const rows = scoreBatch(batch, predictor);
    for (const { line, expected, received } of batch.malformed) {
      rows.push(refused(line, [describeProblem({ where: 'the row', expected, received })]));
    }
    if (batch.malformed.length > 0) rows.sort((left, right) => left.line - right.line);
    const places = (names: readonly string[]) => names.map((name) => batch.names.indexOf(name));
    const [keyAt, keptAt] = [places(key), places(kept)];
    const keyed = key.length > 0 && keyAt.every((at) => at >= 0);
    yield rows.map((verdict): ScoredRow => {
      const row = ++done;
      const cells = cellsOf.get(verdict.line);
      return {
        ...verdict,
        row,
        id: keyed && cells !== undefined ? keyAt.map((at) => textOf(cells[at])).join('|') : String(row),
        ...(keep.length > 0 && {
          kept:
            cells === undefined
              ? null
              : Object.fromEntries(kept.map((name, at) => [name, cells[keptAt[at]!] ?? null])),
        }),
      };
    });
  }
  if (done === 0) {
    throw new RampartError('source', { where: source.uri, expected: 'at least one row', received: 'none' });
  }
}

const none: readonly string[] = [];

function textOf(cell: unknown): string {
  // Identifiers of databases are objects that know their text.
  return cell instanceof Date ? cell.toISOString() : `${(cell ?? '') as string}`;
}

function scoreBatch({ names, rows }: RawBatch, predictor: Predictor): Verdict[] {
  const { schema, features, classes } = predictor;
  const columns = new Map(
    features.flatMap((name) => {
      const at = names.indexOf(name);
      return at < 0 ? [] : [[name, rows.map(({ cells }) => cells[at])] as const];
    }),
  );
  const { table, problems } = predictor.readTable({ rows: rows.length, columns });
  const probabilities = predictor.score(table);
  const unlearned = [...predictor.unlearned].map(([name, isUnseen]) => ({
    name,
    isUnseen,
    data: columnOf(table, name),
  }));
  const grouped = featureGroupsOf(schema).length > 0;
  return rows.map(({ line }, row) => {
    const faults = problems.get(row);
    if (faults !== undefined) return refused(line, faults.map(describeProblem));
    const own = probabilities.subarray(row * classes.length, (row + 1) * classes.length);
    const decided = predictor.decide(own, grouped ? predictor.groupsOf(recordAt(table, row)) : []);
    const unseen = unlearned.flatMap(({ name, isUnseen, data }) => (isUnseen(data[row]) ? [name] : []));
    return 'prediction' in decided
      ? { line, ...decided.prediction, ...(unseen.length > 0 && { unseen }), problems: none }
      : refused(line, decided.problems.map(describeProblem));
  });
}

function refused(line: number, problems: readonly string[]): Verdict {
  return { line, label: null, score: null, probabilities: null, problems };
}
