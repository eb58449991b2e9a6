import type { RunContext } from '@rampart/core';
import type { z } from 'zod';
import { countLook } from './holdout-looks.ts';
import {
  ModelEvaluation,
  type ModelEvaluationArtifact,
  type ModelEvaluationConfig,
  type modelEvaluationInput,
} from './stage.ts';

/** A candidate's evaluation, and how often its holdouts have been looked at: each look makes figures a little too good. */
export interface CandidateEvaluation extends Omit<ModelEvaluationArtifact, 'holdouts'> {
  /** How many models have been scored on this very holdout, this one included. */
  readonly holdoutLooks: number;
  /** The candidate on the holdouts that do not decide. */
  readonly holdouts: readonly (ModelEvaluationArtifact['holdouts'][number] & { readonly looks: number })[];
}

/** Evaluates a candidate on its own. Each look at a holdout is in the store's ledger before the holdout is read. */
export async function evaluateCandidate(
  input: z.input<typeof modelEvaluationInput>,
  config: ModelEvaluationConfig,
  context: RunContext,
): Promise<CandidateEvaluation> {
  const { validation, training } = input;
  const looksAt = ({ sha256 }: { readonly sha256: string }) =>
    countLook(context.store, { holdout: sha256, weights: training.weights.sha256, runId: context.runId });
  const looks: number[] = [];
  for (const { file } of validation.holdouts) looks.push(await looksAt(file));
  const holdoutLooks = await looksAt(validation.holdout);
  const evaluation = await new ModelEvaluation(config).run(input, context);
  return {
    ...evaluation,
    holdoutLooks,
    holdouts: evaluation.holdouts.map((one, at) => ({ ...one, looks: looks[at]! })),
  };
}
