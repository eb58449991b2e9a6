import type { Config, DatasetSchema, Metrics, Random, TypedTable } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';
import {
  type DecisionEvaluation,
  type DecisionScores,
  evaluateDecision,
  scoreDecisions,
} from '../evaluation/evaluate-decisions.ts';
import { type AnsweredRows, answerMetrics, scoreRows } from '../evaluation/evaluate-predictor.ts';
import { packageModel } from '../evaluation/package-model.ts';
import { foldColumns } from '../splitting/split-table.ts';
import { fitRecipe, type RecipeOptions } from '../training/recipe.ts';
import type { FitPool } from '../training/threads/fit-pool.ts';

/** What came of the recipe on the test rows of an outer fold. */
export interface FoldScore {
  readonly metrics: Metrics;
  /** Name of the candidate. */
  readonly chosen: string;
  /** On complete test rows, then without the dearer feature groups. */
  readonly decisions: readonly DecisionEvaluation[];
  readonly scores: readonly DecisionScores[];
  readonly answered: AnsweredRows;
}

/** What the recipe is given in every fold. */
export interface FoldOptions {
  readonly schema: DatasetSchema;
  readonly config: Config;
  readonly signal?: AbortSignal | undefined;
  readonly backend: BackendName;
  readonly pool: FitPool;
}

/** The recipe on one outer fold. */
export async function scoreFold(
  train: TypedTable,
  test: TypedTable,
  { schema, config, signal, backend, pool }: FoldOptions,
  random: Random,
  hooks: Pick<RecipeOptions, 'onProgress' | 'onLeftOut' | 'onEpoch'>,
): Promise<FoldScore> {
  // Nothing is told of a fold's features.
  const training = { ...config.training, importance: false };
  const { encoding, trained, files } = await fitRecipe(
    train,
    schema,
    { ...config, training },
    {
      pool,
      random,
      groupedBy: foldColumns(config.split),
      ...hooks,
      ...(signal && { signal }),
    },
  );
  const { decisions, chosen } = trained;
  const name = config.name ?? schema.name;
  const unit = await packageModel({
    name,
    version: 'fold',
    schema,
    encoding,
    decisions,
    model: files,
    training: train,
    backend,
  });
  using predictor = await createPredictor(unit, { backend });
  const answered = await scoreRows(predictor, test);
  const scores = await scoreDecisions(predictor, test, answered);
  return {
    metrics: answerMetrics(answered, decisions[0]!.prevalence ?? null),
    chosen,
    decisions: scores.map(evaluateDecision),
    scores,
    answered,
  };
}
