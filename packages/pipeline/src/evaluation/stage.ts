import { readFile, writeFile } from 'node:fs/promises';
import {
  appendLedger,
  type Config,
  type DatasetSchema,
  fileFact,
  goldenText,
  type ModelPackage,
  RampartError,
  type Random,
  readLedger,
  Stage,
  type StageContext,
  type TypedTable,
} from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { createPredictor, loadModel, type Predictor } from '@rampart/serve';
import { z } from 'zod';
import { rowGroups } from '../splitting/split-table.ts';
import { bundleIdentity } from '../production/bundle-identity.ts';
import type { ProductionBundle } from '../production/find-production.ts';
import { readArrow } from '../table/arrow-file.ts';
import type { ModelTrainerArtifact } from '../training/stage.ts';
import type { DataTransformationArtifact } from '../transformation/stage.ts';
import type { DataValidationArtifact } from '../validation/stage.ts';
import {
  answerMetrics,
  type AnsweredRows,
  evaluateScores,
  evaluation,
  scoreRows,
} from './evaluate-predictor.ts';
import { decisionEvaluation, evaluateDecision, scoreDecisions } from './evaluate-decisions.ts';
import { type Champion, judge, verdict } from './judge.ts';
import { metricValues } from './metric-shapes.ts';
import { packageModel } from './package-model.ts';

/** What an evaluation starts from. */
export interface ModelEvaluationInput {
  readonly schema: DatasetSchema;
  /** Name of the model, which is that of its registry. */
  readonly name: string;
  readonly validation: Pick<DataValidationArtifact, 'train' | 'holdout' | 'holdouts'>;
  /** Columns that group rows beside those of role `group`. */
  readonly groupedBy: readonly string[];
  readonly transformation: Pick<DataTransformationArtifact, 'encoding'>;
  readonly training: Pick<ModelTrainerArtifact, 'model' | 'weights' | 'decisions'>;
  readonly backend: BackendName;
  /** Absolute path of the registry. */
  readonly registry: string;
  /** The bundle in production; null where there is none. */
  readonly production: ProductionBundle | null;
  /** Digest of the split whose holdout this is. */
  readonly splitDigest: string;
}

/** What an evaluation leaves: metrics with intervals on rows never trained on, and the verdict. */
export const modelEvaluationArtifact = evaluation.extend({
  champion: z.object({ version: z.string(), metrics: metricValues.nullable() }).nullable(),
  verdict,
  /** How many models have been scored on this very holdout, this one included: each look makes its figures a little too good. */
  holdoutLooks: z.number(),
  /** The candidate on the holdouts that do not decide. */
  holdouts: z.array(evaluation.extend({ name: z.string(), looks: z.number() })),
  /** The candidate on the complete rows of the deciding holdout, then without its dearer feature groups. */
  decisions: z.array(decisionEvaluation),
  golden: fileFact,
});
export type ModelEvaluationArtifact = z.infer<typeof modelEvaluationArtifact>;

/** Scores the candidate on the holdout through the code that will serve it, and decides whether it may replace the production bundle. */
export class ModelEvaluation extends Stage<
  Config['evaluation'],
  ModelEvaluationInput,
  ModelEvaluationArtifact
> {
  readonly name = 'ModelEvaluation';
  readonly version = 4;
  readonly artifact = modelEvaluationArtifact;

  protected override async execute(input: ModelEvaluationInput, context: StageContext) {
    const { schema, validation, training, production } = input;
    const prevalence = prevalenceOf(training);
    const holdout = await readArrow(context.resolve(validation.holdout));
    const candidate = await this.#package(input, context);
    using predictor = await createPredictor(candidate, { backend: input.backend });
    const weightsDigest = training.weights.sha256;
    const identity = bundleIdentity({ topology: training.model.sha256, weights: weightsDigest }, candidate);
    const evaluate = (table: TypedTable, scored: AnsweredRows, random: Random) =>
      evaluateScores(scored, prevalence, this.config, random, rowGroups(table, schema, input.groupedBy));
    const look = (sha256: string) => countLook(input.registry, sha256, weightsDigest, context.runId);
    const scored = await scoreRows(predictor, holdout);
    const result = evaluate(holdout, scored, context.random);
    const holdouts: ModelEvaluationArtifact['holdouts'] = [];
    for (const { name, file } of validation.holdouts) {
      const table = await readArrow(context.resolve(file));
      const further = evaluate(table, await scoreRows(predictor, table), context.random.fork(name));
      holdouts.push({ name, ...further, looks: await look(file.sha256) });
    }
    const champion = production && (await scoreChampion(production, holdout, input));
    const metrics = answerMetrics(scored, prevalence);
    await writeFile(context.file('golden.json'), goldenText(candidate.golden));
    return {
      ...result,
      champion: champion && { version: champion.version, metrics: champion.metrics },
      verdict: judge({ metrics, ...identity }, champion, this.config),
      holdoutLooks: await look(validation.holdout.sha256),
      holdouts,
      decisions: (await scoreDecisions(predictor, holdout, scored)).map(evaluateDecision),
      golden: await context.keep('golden.json'),
    };
  }

  async #package(input: ModelEvaluationInput, context: StageContext): Promise<ModelPackage> {
    const { training, validation } = input;
    return packageModel({
      name: input.name,
      version: 'candidate',
      schema: input.schema,
      encoding: input.transformation.encoding,
      decisions: training.decisions,
      model: {
        topology: await readFile(context.resolve(training.model), 'utf8'),
        weights: await readFile(context.resolve(training.weights)),
      },
      training: await readArrow(context.resolve(validation.train)),
      backend: input.backend,
    });
  }
}

async function scoreChampion(
  production: NonNullable<ModelEvaluationInput['production']>,
  holdout: TypedTable,
  { backend, splitDigest, training }: Pick<ModelEvaluationInput, 'backend' | 'splitDigest' | 'training'>,
): Promise<Champion> {
  const { version, modelDigest, decisionDigest } = production;
  const sameSplit = production.splitDigest === splitDigest;
  using predictor = await loadModel(production.directory, { backend });
  const scored = await scoreWhereReadable(predictor, holdout);
  // In the world that the candidate is for: there its probabilities have to be right too.
  const metrics = scored && answerMetrics(scored, prevalenceOf(training));
  return { version, modelDigest, decisionDigest, sameSplit, metrics };
}

/** The share of the positive class that the candidate's probabilities are about, where one is stated. */
function prevalenceOf({ decisions }: ModelEvaluationInput['training']): number | null {
  return decisions[0]!.prevalence ?? null;
}

/** The champion's scores; null where its schema cannot read the rows of the present one. */
async function scoreWhereReadable(predictor: Predictor, holdout: TypedTable): Promise<AnsweredRows | null> {
  try {
    return await scoreRows(predictor, holdout);
  } catch (error) {
    if (error instanceof RampartError && error.code === 'data') return null;
    throw error;
  }
}

/** Notes in the ledger that the holdout has been looked at, and returns by how many models it has been. */
async function countLook(registry: string, holdout: string, weights: string, runId: string): Promise<number> {
  await appendLedger(registry, {
    event: 'holdout-read',
    at: new Date().toISOString(),
    runId,
    holdout,
    weights,
  });
  const look = z.object({
    event: z.literal('holdout-read'),
    holdout: z.literal(holdout),
    weights: z.string(),
  });
  const looks = (await readLedger(registry)).map((entry) => look.safeParse(entry));
  return new Set(looks.flatMap((entry) => (entry.success ? [entry.data.weights] : []))).size;
}
