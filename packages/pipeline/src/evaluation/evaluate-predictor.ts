import {
  atPrevalence,
  bootstrapIntervals,
  classificationMetrics,
  type Config,
  confusionMatrix,
  type DatasetSchema,
  type Metrics,
  prCurve,
  RampartError,
  type Random,
  recordAt,
  reliabilityCurve,
  rocCurve,
  type Scored,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { curve, decisionFinder, metricIntervals, rawTime } from '@rampart/core/internal';
import { z } from 'zod';
import type { Predictor } from '@rampart/serve';
import { classNumbers } from '../splitting/split-table.ts';
import { weightColumn } from '../features/weight-column.ts';

/** How a predictor did on labelled rows. */
export const evaluation = z.object({
  rows: z.number(),
  metrics: metricIntervals,
  /** Row counts, [actual class][predicted class]. */
  confusion: z.array(z.array(z.number())),
  curves: z.object({
    roc: curve('falsePositiveRate', 'truePositiveRate', 'threshold'),
    precisionRecall: curve('recall', 'precision', 'threshold'),
    reliability: curve('predicted', 'observed', 'weight'),
  }),
});
export type Evaluation = z.infer<typeof evaluation>;

/** Labelled rows as a predictor answers them: it may decide each by a threshold of its own. */
export interface AnsweredRows extends Scored {
  readonly thresholds: Float64Array;
}

/**
 * What a predictor answers for labelled rows, asked as a client asks: record by record, through
 * every check. Throws a RampartError('data') with the problems of the first row that it refuses.
 */
export async function scoreRows(predictor: Predictor, table: TypedTable): Promise<AnsweredRows> {
  const { schema, classes } = predictor;
  const times = new Set(schema.columns.filter(({ kind }) => kind === 'time').map(({ name }) => name));
  const records = Array.from({ length: table.rows }, (_, row) => {
    const record = recordAt(table, row);
    return Object.fromEntries(
      predictor.features.map((name) => {
        const cell = record[name];
        return [name, times.has(name) && typeof cell === 'number' ? rawTime(cell) : cell];
      }),
    );
  });
  const decisionOf = decisionFinder(predictor.decisions);
  const probabilities = new Float64Array(table.rows * classes.length);
  const thresholds = new Float64Array(table.rows);
  for (const [row, result] of (await predictor.predictEach(records)).entries()) {
    if ('problems' in result) {
      throw new RampartError('data', result.problems);
    }
    const { prediction } = result;
    for (const [at, name] of classes.entries()) {
      probabilities[row * classes.length + at] = prediction.probabilities[name]!;
    }
    thresholds[row] = decisionOf(prediction.subset ?? []).threshold;
  }
  return { ...labelsOf(table, schema), probabilities, classes: classes.length, thresholds };
}

/** The true classes of rows, the class the metrics are about, and what each row weighs. */
export function labelsOf(
  table: TypedTable,
  schema: DatasetSchema,
): Pick<Scored, 'labels' | 'positive' | 'weights'> {
  const target = targetOf(schema);
  const weights = weightColumn(table, schema);
  return {
    labels: classNumbers(table, target),
    positive: target.positive,
    ...(weights && { weights }),
  };
}

/** The metrics of answered rows in a world of this prevalence, where one is stated; each row decided as it was answered. */
export function answerMetrics(scored: AnsweredRows, prevalence: number | null): Metrics {
  return classificationMetrics(atPrevalence(scored, prevalence), scored.thresholds);
}

/**
 * Everything that is told about a predictor's answers. `groups` keeps rows together that are no independent draws.
 * Where probabilities are about a stated prevalence, so are the metrics and the curves: the rows are weighted by class,
 * as otherwise right probabilities would seem wrong. The confusion matrix counts the rows that there are.
 */
export function evaluateScores(
  scored: AnsweredRows,
  prevalence: number | null,
  config: Pick<Config['evaluation'], 'resamples' | 'confidence'>,
  random: Random,
  groups: Int32Array,
): Evaluation {
  const { resamples, confidence } = config;
  const { thresholds } = scored;
  const weighted = atPrevalence(scored, prevalence);
  return {
    rows: scored.labels.length,
    metrics: bootstrapIntervals(weighted, thresholds, { resamples, confidence, random, groups }),
    confusion: confusionMatrix(scored, thresholds),
    curves: {
      roc: rocCurve(weighted),
      precisionRecall: prCurve(weighted),
      reliability: reliabilityCurve(weighted),
    },
  };
}
