import type { Config, Metrics, RunContext } from '@rampart/core';
import { perMetric, throwIfAborted } from '@rampart/core/internal';
import { ChampionEvaluation } from '../evaluation/champion-stage.ts';
import { judge, type Verdict } from '../evaluation/judge.ts';
import type { ModelEvaluationArtifact, ModelEvaluationInput } from '../evaluation/stage.ts';
import { bundleIdentity, isSameBundle } from '../production/bundle-identity.ts';
import { findProduction, type ProductionBundle } from '../production/find-production.ts';

/** A version that has been pushed, and what it is judged by. */
export interface Candidate {
  readonly version: string;
  readonly trained: ModelEvaluationInput;
  readonly evaluation: Pick<ModelEvaluationArtifact, 'metrics'>;
  /** Why it must not go into production, whatever is there; none where left out. */
  readonly doubts?: readonly string[] | undefined;
  /** Digest of the split whose holdout it was evaluated on. */
  readonly splitDigest: string;
}

/** What came of a candidate. */
export interface Promotion {
  /** The model that it was compared with at last; null where none was in production. */
  readonly champion: { readonly version: string; readonly metrics: Metrics | null } | null;
  readonly verdict: Verdict;
  /** Whether the candidate's version is in production now. */
  readonly production: boolean;
}

/**
 * Compares a candidate with the model in production and, where the gate accepts it, puts it there: only if production
 * still is what it was compared with. Else another run has got on meanwhile, and the candidate is compared with what is
 * there now. The store's ledger keeps the verdict and its reasons.
 */
export async function promote(
  candidate: Candidate,
  config: Config['evaluation'],
  context: RunContext,
): Promise<Promotion> {
  const { version, trained, evaluation } = candidate;
  const { decisions, model, weights } = trained.training;
  const identity = bundleIdentity({ topology: model.sha256, weights: weights.sha256 }, { decisions });
  const metrics = perMetric((name) => evaluation.metrics[name].value);
  for (;;) {
    throwIfAborted(context.signal);
    const production = await findProduction(context.store);
    const champion = production && {
      ...production,
      sameSplit: production.splitDigest === candidate.splitDigest,
      metrics: isSameBundle(production, identity)
        ? metrics
        : await scoreChampion(production, trained, context),
    };
    const verdict = judge({ metrics, ...identity }, champion, config, candidate.doubts);
    const { accepted, unchanged, reasons } = verdict;
    const because = {
      event: accepted ? 'accepted' : 'rejected',
      runId: context.runId,
      weights: weights.sha256,
      reasons,
    };
    if (accepted) {
      const ifStill = production?.version ?? null;
      if (!(await context.store.moveAlias('production', version, { ifStill, because }))) {
        context.logger.info('another run has changed what is in production: the candidate is compared anew');
        continue;
      }
    } else if (!unchanged) {
      await context.store.append({ ...because, version });
    }
    return {
      champion: champion && { version: champion.version, metrics: champion.metrics },
      verdict,
      production: accepted || production?.version === version,
    };
  }
}

async function scoreChampion(
  { version, manifestDigest }: ProductionBundle,
  { validation, training, backend }: ModelEvaluationInput,
  context: RunContext,
): Promise<Metrics | null> {
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
