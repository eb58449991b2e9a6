import {
  atPrevalence,
  bootstrapIntervals,
  type Config,
  confusionMatrix,
  type DatasetSchema,
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
import { z } from 'zod';
import type { Predictor } from '@rampart/serve';
import { classNumbers } from '../splitting/split-table.ts';
import { weightColumn } from '../features/weight-column.ts';
import { curve, metricIntervals } from './metric-shapes.ts';

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

/**
 * What a predictor answers for labelled rows, asked as a client asks: record by record, through
 * every check. Throws a RampartError('data') with the problems of the first row that it refuses.
 */
export async function scoreRows(predictor: Predictor, table: TypedTable): Promise<Scored> {
  const { schema, classes } = predictor;
  const records = Array.from({ length: table.rows }, (_, row) => {
    const record = recordAt(table, row);
    return Object.fromEntries(predictor.features.map((name) => [name, record[name]]));
  });
  const probabilities = new Float64Array(table.rows * classes.length);
  for (const [row, outcome] of (await predictor.predictEach(records)).entries()) {
    if ('problems' in outcome) {
      throw new RampartError('data', outcome.problems);
    }
    for (const [at, name] of classes.entries()) {
      probabilities[row * classes.length + at] = outcome.prediction.probabilities[name]!;
    }
  }
  return { ...labelsOf(table, schema), probabilities, classes: classes.length };
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

/**
 * Everything that is told about a predictor's answers. `groups` keeps rows together that are no independent draws.
 * Where probabilities are about a stated prevalence, so are the metrics and the curves: the rows are weighted by class,
 * as otherwise right probabilities would seem wrong. The confusion matrix counts the rows that there are.
 */
export function evaluateScores(
  scored: Scored,
  { threshold, prevalence = null }: { readonly threshold: number; readonly prevalence?: number | null },
  config: Config['evaluation'],
  random: Random,
  groups: Int32Array,
): Evaluation {
  const { resamples, confidence } = config;
  const weighted = atPrevalence(scored, prevalence);
  return {
    rows: scored.labels.length,
    metrics: bootstrapIntervals(weighted, threshold, { resamples, confidence, random, groups }),
    confusion: confusionMatrix(scored, threshold),
    curves: {
      roc: rocCurve(weighted),
      precisionRecall: prCurve(weighted),
      reliability: reliabilityCurve(weighted),
    },
  };
}
