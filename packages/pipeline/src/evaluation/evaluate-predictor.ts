import {
  bootstrapIntervals,
  type Config,
  confusionMatrix,
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
import { classNumbers } from '../ingestion/split-table.ts';
import { weightColumn } from '../training/weight-column.ts';
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
  const target = targetOf(schema);
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
  const weights = weightColumn(table, schema);
  return {
    labels: classNumbers(table, target),
    probabilities,
    classes: classes.length,
    positive: target.positive,
    ...(weights && { weights }),
  };
}

/** Everything that is told about a predictor's answers. `groups` keeps rows together that are no independent draws. */
export function evaluateScores(
  scored: Scored,
  threshold: number,
  config: Config['evaluation'],
  random: Random,
  groups: Int32Array,
): Evaluation {
  const { resamples, confidence } = config;
  return {
    rows: scored.labels.length,
    metrics: bootstrapIntervals(scored, threshold, { resamples, confidence, random, groups }),
    confusion: confusionMatrix(scored, threshold),
    curves: {
      roc: rocCurve(scored),
      precisionRecall: prCurve(scored),
      reliability: reliabilityCurve(scored),
    },
  };
}
