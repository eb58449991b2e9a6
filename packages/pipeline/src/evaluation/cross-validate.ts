import {
  type Config,
  classificationMetrics,
  createRandom,
  type DatasetSchema,
  type Logger,
  type Metrics,
  perMetric,
  type ProgressEvent,
  type Random,
  takeRows,
  targetOf,
  throwIfAborted,
  type TypedTable,
} from '@rampart/core';
import { type BackendName, encodeTable, fitEncoding, useBackend } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';
import { readTable } from '../ingestion/read-table.ts';
import { classNumbers, groupColumns, rowGroups } from '../ingestion/split-table.ts';
import type { FormatName } from '../sources/formats/table-format.ts';
import { openSource } from '../sources/open-source.ts';
import { concurrencyOf } from '../training/concurrency-of.ts';
import { exportModelFiles } from '../training/export-model.ts';
import { createFitPool, type FitPool } from '../training/fit-pool.ts';
import { weightColumn } from '../training/weight-column.ts';
import { trainModel } from '../training/train-model.ts';
import { checkTable } from '../validation/check-table.ts';
import { requireClasses, requireEnoughValid } from '../validation/requirements.ts';
import { scoreRows } from './evaluate-predictor.ts';
import { outerFolds } from './outer-folds.ts';
import { packageModel } from './package-model.ts';

/** What a cross-validation is made from. */
export interface CrossValidationOptions {
  readonly source: string;
  /** The format of the table, by default that of its name's ending. */
  readonly format?: FormatName | undefined;
  readonly schema: DatasetSchema;
  readonly config: Config;
  /** Number of outer folds. */
  readonly folds: number;
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
    readonly threshold: number;
  }[];
  readonly mean: Metrics;
  readonly sd: Metrics;
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
  const backend = await useBackend(config.backend);
  logger.info(`backend ${backend.name}: ${backend.reason}`);
  progress({ type: 'stage-start', stage });
  const opened = openSource(options.source, { format: options.format });
  const { read, table, lines, rejected } = await readTable(opened, schema, { signal });
  const source = opened.uri;
  const checked = checkTable(table, schema, target, (row) => ({ source, line: lines[row]! }));
  const quarantined = [...rejected, ...checked.quarantined];
  requireEnoughValid(quarantined, read, config.validation.maxQuarantined);
  const valid = checked.table;
  requireClasses(classNumbers(valid, target), target.classes, schema.name);

  const random = createRandom(config.seed).fork(stage);
  const folds = outerFolds(valid, schema, config.split, options.folds, random.fork('folds'));
  await using pool = createFitPool(concurrencyOf(config), backend.name);
  const results: CrossValidation['folds'][number][] = [];
  for (const [fold, { seen, ...rows }] of folds.entries()) {
    throwIfAborted(signal);
    const [train, test] = [takeRows(valid, rows.train), takeRows(valid, rows.test)];
    // The oldest rows of a split by time may lack a class that came later.
    requireClasses(classNumbers(train, target), target.classes, `${schema.name}, fold ${fold + 1}`);
    const report = (fraction: number, note = '') =>
      progress({
        type: 'stage-progress',
        stage,
        fraction: (fold + fraction) / options.folds,
        note: `fold ${fold + 1} of ${options.folds} ${note}`,
      });
    const result = await scoreFold(
      train,
      test,
      { ...options, backend: backend.name, pool },
      random.fork(`fold ${fold}`),
      report,
    );
    results.push({ fold: fold + 1, rows: { train: train.rows, test: test.rows, seen }, ...result });
  }
  const seconds = (Date.now() - started) / 1000;
  progress({ type: 'stage-end', stage, seconds });
  return {
    by: config.split.by,
    rows: { read, valid: valid.rows, quarantined: quarantined.length },
    folds: results,
    mean: perMetric((name) => average(results.map(({ metrics }) => metrics[name]))),
    sd: perMetric((name) => deviation(results.map(({ metrics }) => metrics[name]))),
    backend,
    seconds,
  };
}

/** The recipe on one outer fold. */
async function scoreFold(
  train: TypedTable,
  test: TypedTable,
  {
    schema,
    config,
    signal,
    backend,
    pool,
  }: CrossValidationOptions & { readonly backend: BackendName; readonly pool: FitPool },
  random: Random,
  onProgress: (fraction: number, note?: string) => void,
): Promise<Pick<CrossValidation['folds'][number], 'metrics' | 'chosen' | 'threshold'>> {
  const target = targetOf(schema);
  const encoding = fitEncoding(schema, train, config.transformation);
  const weights = weightColumn(train, schema);
  const trained = await trainModel({
    pool,
    encoding,
    columns: encodeTable(encoding, train),
    labels: classNumbers(train, target),
    groups: rowGroups(train, schema, groupColumns(config.split)),
    classes: target.classes.length,
    positive: target.positive,
    ...(weights && { weights }),
    config,
    random,
    onProgress,
    ...(signal && { signal }),
  });
  const model = await exportModelFiles(trained);
  const { threshold, chosen } = trained;
  const name = config.name ?? schema.name;
  const unit = await packageModel({
    name,
    version: 'fold',
    schema,
    encoding,
    threshold,
    model,
    training: train,
    backend,
  });
  using predictor = await createPredictor(unit, { backend });
  return { metrics: classificationMetrics(await scoreRows(predictor, test), threshold), chosen, threshold };
}

function average(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function deviation(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  const mean = average(defined);
  if (mean === null || defined.length < 2) return null;
  return Math.sqrt(defined.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (defined.length - 1));
}
