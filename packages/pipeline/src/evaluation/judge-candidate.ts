import { type Config, type metricValues, perMetric, type RunContext } from '@rampart/core';
import type { z } from 'zod';
import { bundleIdentity, isSameBundle } from '../production/bundle-identity.ts';
import type { ProductionBundle } from '../production/find-production.ts';
import { ChampionEvaluation } from './champion-stage.ts';
import { countLook } from './holdout-looks.ts';
import { type Champion, judge, type Verdict } from './judge.ts';
import { ModelEvaluation, type ModelEvaluationArtifact, type ModelEvaluationInput } from './stage.ts';

/** A candidate's evaluation with what only the registry can tell: who has looked at the holdouts, and the verdict. */
export interface JudgedEvaluation extends Omit<ModelEvaluationArtifact, 'holdouts'> {
  readonly champion: {
    readonly version: string;
    readonly metrics: z.infer<typeof metricValues> | null;
  } | null;
  readonly verdict: Verdict;
  /** How many models have been scored on this very holdout, this one included: each look makes its figures a little too good. */
  readonly holdoutLooks: number;
  /** The candidate on the holdouts that do not decide. */
  readonly holdouts: readonly (ModelEvaluationArtifact['holdouts'][number] & { readonly looks: number })[];
}

/** What a candidate is judged against. */
export interface Judgement {
  readonly config: Config['evaluation'];
  /** The bundle in production; null where there is none. */
  readonly production: ProductionBundle | null;
  /** Digest of the split whose holdout this is. */
  readonly splitDigest: string;
}

/**
 * Evaluates a candidate on its own and, on the same rows, the model in production, and judges between them. Each look
 * at a holdout is in the registry's ledger before the holdout is read.
 */
export async function judgeCandidate(
  input: ModelEvaluationInput,
  { config, production, splitDigest }: Judgement,
  context: RunContext,
): Promise<JudgedEvaluation> {
  const { validation, training } = input;
  const looksAt = ({ sha256 }: { readonly sha256: string }) =>
    countLook(context.registry, {
      holdout: sha256,
      weights: training.weights.sha256,
      runId: context.runId,
    });
  const looks: number[] = [];
  for (const { file } of validation.holdouts) looks.push(await looksAt(file));
  const holdoutLooks = await looksAt(validation.holdout);

  const evaluation = await new ModelEvaluation(config).run(input, context);
  const { decisions, model, weights } = training;
  const identity = bundleIdentity({ topology: model.sha256, weights: weights.sha256 }, { decisions });
  const metrics = perMetric((name) => evaluation.metrics[name].value);
  const champion = production && {
    ...production,
    sameSplit: production.splitDigest === splitDigest,
    metrics: isSameBundle(production, identity) ? metrics : await scoreChampion(production, input, context),
  };
  return {
    ...evaluation,
    champion: champion && { version: champion.version, metrics: champion.metrics },
    verdict: judge({ metrics, ...identity }, champion, config),
    holdoutLooks,
    holdouts: evaluation.holdouts.map((one, at) => ({ ...one, looks: looks[at]! })),
  };
}

async function scoreChampion(
  { version, manifestDigest }: ProductionBundle,
  { validation, training, backend }: ModelEvaluationInput,
  context: RunContext,
): Promise<Champion['metrics']> {
  const { metrics } = await new ChampionEvaluation().run(
    {
      holdout: validation.holdout,
      champion: { version, manifestDigest },
      prevalence: training.decisions[0]!.prevalence ?? null,
      backend,
    },
    context,
  );
  return metrics;
}
