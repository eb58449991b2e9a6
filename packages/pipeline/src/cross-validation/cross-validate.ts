import {
  type Config,
  type DatasetSchema,
  type Logger,
  type Metrics,
  type ProgressEvent,
  RampartError,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import {
  createRandom,
  perMetric,
  settingsWithoutEffect,
  takeRows,
  throwIfAborted,
} from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { readTable } from '@rampart/core/rows';
import { splitProblems } from '../splitting/split-problems.ts';
import { RowNumbers } from '../rows/row-numbers.ts';
import type { FormatName } from '../formats/index.ts';
import { openSource, type TableInput } from '../connections/open-source.ts';
import { concurrencyOf } from '../training/threads/concurrency-of.ts';
import { createFitPool } from '../training/threads/fit-pool.ts';
import { describeLeftOut } from '../training/selection/keep-monotone.ts';
import { checkTable } from '../checking/check-table.ts';
import { requireWeights } from '../checking/require-weights.ts';
import { type ClassedPart, requireClasses } from '../checking/require-classes.ts';
import { requireEnoughValid } from '../checking/require-enough-valid.ts';
import type { DecisionEvaluation, DecisionScores } from '../evaluation/evaluate-decisions.ts';
import { average, deviation, meanDecisions, type MeanDecision } from './mean-decisions.ts';
import { numberFolds, type OuterFold, outerFolds } from './outer-folds.ts';
import { readFolds } from './read-folds.ts';
import { wantedGroups, withGroupsAlone } from '../evaluation/with-groups-alone.ts';
import { scoreFold } from './score-fold.ts';
import { writeFolds } from './write-folds.ts';
import { type AnsweredFold, writeScores } from './write-scores.ts';

/** What a cross-validation is made from. */
export interface CrossValidationOptions {
  /** The table: its URI or path, rows in memory, or a source. */
  readonly source: TableInput;
  /** The format of the table, by default that of its name's ending. */
  readonly format?: FormatName | undefined;
  readonly schema: DatasetSchema;
  readonly config: Config;
  /** Number of outer folds, or the path of a file that tells in which one each row is tested, as `readFolds` takes it. */
  readonly folds: number | string;
  /** Names of the only feature groups to train and test with, on the same folds; all where left out. */
  readonly featureGroups?: readonly string[] | undefined;
  /** A CSV file to write the folds to, before the first one is trained, as `foldsToCsv` has them. */
  readonly writeFolds?: string | undefined;
  /** A CSV file for what each test row was answered, written at the end, as `scoresToCsv` has it. */
  readonly writeScores?: string | undefined;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (event: ProgressEvent) => void;
}

/** How the recipe did in each outer fold, and on average; `sd` is the standard deviation over the folds. */
export interface CrossValidation {
  /** What the folds keep together; `time`: each fold is tested on rows newer than those it trains on. */
  readonly by: Config['split']['by'];
  readonly rows: { readonly read: number; readonly valid: number; readonly quarantined: number };
  readonly folds: readonly {
    readonly fold: number;
    /** `seen`: test rows whose feature vector is among the training rows. */
    readonly rows: { readonly train: number; readonly test: number; readonly seen: number };
    readonly metrics: Metrics;
    readonly chosen: string;
    /** On complete test rows, then without the dearer feature groups. */
    readonly decisions: readonly DecisionEvaluation[];
  }[];
  readonly mean: Metrics;
  readonly sd: Metrics;
  /** The mean over the folds of complete rows, then of those without the dearer feature groups. */
  readonly decisions: readonly MeanDecision[];
  readonly backend: { readonly name: string; readonly reason: string; readonly version: string };
  readonly seconds: number;
}

const stage = 'CrossValidation';

/**
 * Estimates how good the whole recipe is: in each outer fold the encoding, the preprocessing, the choice of the
 * candidate, calibration and threshold are made anew on the other folds, and the fold is scored through the
 * code that serves. The settings' split tells which rows are kept together.
 */
export async function crossValidate(options: CrossValidationOptions): Promise<CrossValidation> {
  const { schema, config, logger, signal, progress = () => {} } = options;
  const started = Date.now();
  const target = targetOf(schema);
  const wanted = options.featureGroups && wantedGroups(schema, options.featureGroups);
  const backend = await useBackend(config.backend);
  logger.info(`backend ${backend.name}: ${backend.reason}`);
  for (const told of settingsWithoutEffect(config)) logger.warn(told);
  progress({ type: 'stage-start', stage });
  const opened = openSource(options.source, { format: options.format });
  const { read, table, lines, rejected } = await readTable(opened, schema, { signal });
  const source = opened.uri;
  const checked = checkTable(table, schema, target, (row) => ({ source, line: lines[row]! }));
  const quarantined = [...rejected, ...checked.quarantined];
  requireEnoughValid(quarantined, read, config.validation.maxQuarantined);
  const valid = checked.table;
  requireWeights({ where: 'the table', table: valid }, schema, config.validation.maxWeightShare);
  requireClasses([classed(valid, `the rows of \`${schema.name}\``, valid)], schema);

  const problems = splitProblems(schema, config.split);
  if (problems.length > 0) throw new RampartError('config', problems);
  const random = createRandom(config.seed).fork(stage);
  const rejectedLines = rejected.map(({ line }) => line);
  const inSource = new RowNumbers().next(lines, rejectedLines);
  const numbers = Float64Array.from(checked.rows, (row) => inSource[row]!);
  const given = typeof options.folds === 'string' ? await readFolds(options.folds, numbers, read) : null;
  const testedIn =
    given ?? numberFolds(valid, schema, config.split, options.folds as number, random.fork('folds'));
  const folds = outerFolds(valid, schema, testedIn);
  if (given !== null) requireClasses(testedParts(folds, valid, schema), schema);
  if (options.writeFolds !== undefined) await writeFolds(options.writeFolds, testedIn, numbers);
  await using pool = createFitPool(concurrencyOf(config), backend.name);
  const results: CrossValidation['folds'][number][] = [];
  const scored: DecisionScores[] = [];
  const answers: AnsweredFold[] = [];
  for (const [fold, { seen, ...rows }] of folds.entries()) {
    throwIfAborted(signal);
    const [train, test] = [rows.train, rows.test].map((part) =>
      wanted === undefined ? takeRows(valid, part) : withGroupsAlone(takeRows(valid, part), schema, wanted),
    ) as [TypedTable, TypedTable];
    // The oldest rows of a split by time may lack a class that came later.
    requireClasses(
      [classed(train, `the training rows of \`${schema.name}\`, fold ${fold + 1}`, valid)],
      schema,
    );
    const report = (fraction: number, note = '') =>
      progress({
        type: 'stage-progress',
        stage,
        fraction: (fold + fraction) / folds.length,
        note: `fold ${fold + 1} of ${folds.length} ${note}`,
      });
    const { scores, answered, ...result } = await scoreFold(
      train,
      test,
      { ...options, backend: backend.name, pool },
      random.fork(`fold ${fold}`),
      {
        onProgress: report,
        // The same ones in every fold.
        ...(fold === 0 && { onLeftOut: (candidates) => logger.warn(describeLeftOut(candidates)) }),
        onEpoch: (epoch) => progress({ type: 'epoch', stage, outerFold: fold + 1, ...epoch }),
      },
    );
    results.push({ fold: fold + 1, rows: { train: train.rows, test: test.rows, seen }, ...result });
    scored.push(...scores);
    answers.push({ fold: fold + 1, numbers: Float64Array.from(rows.test, (row) => numbers[row]!), answered });
  }
  if (options.writeScores !== undefined) await writeScores(options.writeScores, answers, target.classes);
  const seconds = (Date.now() - started) / 1000;
  progress({ type: 'stage-end', stage, seconds });
  return {
    by: config.split.by,
    rows: { read, valid: valid.rows, quarantined: quarantined.length },
    folds: results,
    mean: perMetric((name) => average(results.map(({ metrics }) => metrics[name]))),
    sd: perMetric((name) => deviation(results.map(({ metrics }) => metrics[name]))),
    decisions: meanDecisions(
      results.flatMap(({ decisions }) => decisions),
      scored,
    ),
    backend,
    seconds,
  };
}

/** The rows that each fold tests, which a file of folds may have dealt out so that a class is missing. */
function testedParts(folds: readonly OuterFold[], valid: TypedTable, schema: DatasetSchema): ClassedPart[] {
  return folds.map(({ test }, fold) =>
    classed(takeRows(valid, test), `the test rows of \`${schema.name}\`, fold ${fold + 1}`, valid),
  );
}

function classed(table: TypedTable, where: string, of: TypedTable): ClassedPart {
  return { where, table, of, otherwise: "take it out of the target's `classes`" };
}
