import {
  atPrevalence,
  classificationMetrics,
  type DatasetSchema,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { classShares, scoredByShares } from '@rampart/core/internal';
import type { ModelEvaluationArtifact } from './stage.ts';
import { labelsOf } from './evaluate-predictor.ts';

/** What answering every row of a holdout with the class shares of the training rows comes to. */
export function evaluatePrior(
  train: TypedTable,
  holdout: TypedTable,
  schema: DatasetSchema,
  prevalence: number | null,
): ModelEvaluationArtifact['prior'] {
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
