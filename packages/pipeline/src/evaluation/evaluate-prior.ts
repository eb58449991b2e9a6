import {
  atPrevalence,
  classificationMetrics,
  type DatasetSchema,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { classShares, scoredByShares } from '@rampart/core/internal';
import { z } from 'zod';
import { labelsOf } from './evaluate-predictor.ts';

/** What always answering with the class shares of the training rows comes to on the deciding holdout. */
export const priorEvaluation = z.object({
  /** The most frequent class of training. */
  says: z.string(),
  logLoss: z.number().nullable(),
});

/** What answering every row of a holdout with the class shares of the training rows comes to. */
export function evaluatePrior(
  train: TypedTable,
  holdout: TypedTable,
  schema: DatasetSchema,
  prevalence: number | null,
): z.infer<typeof priorEvaluation> {
  const { classes } = targetOf(schema);
  const ofTable = (table: TypedTable) => ({ ...labelsOf(table, schema), classes: classes.length });
  const shares = classShares(atPrevalence(scored(ofTable(train), prevalence), prevalence));
  const answered = scored(ofTable(holdout), prevalence, shares);
  return {
    says: classes[shares.indexOf(Math.max(...shares))]!,
    logLoss: classificationMetrics(atPrevalence(answered, prevalence), 0.5).logLoss,
  };
}

type Labelled = Parameters<typeof scoredByShares>[0];

function scored(rows: Labelled, prevalence: number | null, shares = classShares(rows)) {
  return scoredByShares(rows, () => shares, prevalence);
}
