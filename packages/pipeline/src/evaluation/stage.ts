import { readFile, writeFile } from 'node:fs/promises';
import {
  type Config,
  fileFact,
  type ModelPackage,
  type Random,
  schemaPart,
  Stage,
  type StageContext,
  type TypedTable,
} from '@rampart/core';
import { decision, goldenText } from '@rampart/core/internal';
import { featureEncoding } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';
import { z } from 'zod';
import { backendFact } from '../features/backend-fact.ts';
import { classTotals } from '../checking/require-classes.ts';
import { rowGroups } from '../splitting/split-table.ts';
import { readArrow } from '../table/arrow-file.ts';
import { decisionEvaluation, evaluateDecision, scoreDecisions } from './evaluate-decisions.ts';
import { evaluatePrior, priorEvaluation } from './evaluate-prior.ts';
import { type AnsweredRows, evaluateScores, evaluation, scoreRows } from './evaluate-predictor.ts';
import { packageModel } from './package-model.ts';
import { positiveScores } from '../features/positive-scores.ts';

/** What an evaluation starts from: the rows and a model, and nothing of any other model. */
export const modelEvaluationInput = z.object({
  /** All that a record is read by, since the model is asked as a client asks. */
  schema: schemaPart({
    columns: [
      'values',
      'min',
      'max',
      'missing',
      'unit',
      'optional',
      'derive',
      'onMissing',
      'onInvalid',
      'onUnseen',
      'classes',
      'positive',
    ],
    featureGroups: ['cost'],
    whole: ['missing', 'rules'],
  }),
  validation: z.object({
    train: fileFact,
    holdout: fileFact,
    holdouts: z.array(z.object({ name: z.string(), file: fileFact })),
  }),
  /** Columns that group rows beside those of role `group`. */
  groupedBy: z.array(z.string()),
  transformation: z.object({ encoding: z.array(featureEncoding).readonly() }),
  training: z.object({ model: fileFact, weights: fileFact, decisions: z.array(decision).min(1) }),
  backend: backendFact,
});
export type ModelEvaluationInput = z.infer<typeof modelEvaluationInput>;

/** The settings that an evaluation depends on; those of the verdict are no part of it. */
export type ModelEvaluationConfig = Pick<Config['evaluation'], 'resamples' | 'confidence'>;

/** What an evaluation leaves: metrics with intervals on rows never trained on. */
export const modelEvaluationArtifact = evaluation.extend({
  /** The constant prior on the deciding holdout. */
  prior: priorEvaluation,
  /** Rows with weight of each class in the deciding holdout. */
  support: z.array(z.number()),
  /** The model on the holdouts that do not decide. */
  holdouts: z.array(evaluation.extend({ name: z.string() })),
  /** The model on the complete rows of the deciding holdout, then without its dearer feature groups. */
  decisions: z.array(decisionEvaluation),
  golden: fileFact,
  /** Probabilities of the rows of the deciding holdout, [rows × classes], float64, little-endian. */
  scores: fileFact,
  /** Scores of the rows that the model was trained on, float64, little-endian; null where no class is positive. */
  trainedScores: fileFact.nullable(),
});
export type ModelEvaluationArtifact = z.infer<typeof modelEvaluationArtifact>;

/** Scores a trained model on the holdouts through the code that will serve it. */
export class ModelEvaluation extends Stage<
  ModelEvaluationConfig,
  ModelEvaluationInput,
  ModelEvaluationArtifact
> {
  readonly name = 'ModelEvaluation';
  readonly module = import.meta.url;
  readonly input = modelEvaluationInput;
  readonly artifact = modelEvaluationArtifact;

  constructor({ resamples, confidence }: ModelEvaluationConfig) {
    super({ resamples, confidence });
  }

  protected override async execute(input: ModelEvaluationInput, context: StageContext) {
    const { schema, validation, training } = input;
    const prevalence = training.decisions[0]!.prevalence ?? null;
    const holdout = await readArrow(context.resolve(validation.holdout));
    const train = await readArrow(context.resolve(validation.train));
    const candidate = await this.#package(input, train, context);
    using predictor = await createPredictor(candidate, { backend: input.backend.name });
    const evaluate = (table: TypedTable, scored: AnsweredRows, random: Random) =>
      evaluateScores(scored, prevalence, this.config, random, rowGroups(table, schema, input.groupedBy));
    const scored = await scoreRows(predictor, holdout);
    const result = evaluate(holdout, scored, context.random);
    const holdouts: ModelEvaluationArtifact['holdouts'] = [];
    for (const { name, file } of validation.holdouts) {
      const table = await readArrow(context.resolve(file));
      const further = evaluate(table, await scoreRows(predictor, table), context.random.fork(name));
      holdouts.push({ name, ...further });
    }
    await writeFile(context.file('golden.json'), goldenText(candidate.golden));
    await writeFile(context.file('scores.bin'), scored.probabilities);
    const trained = positiveScores(predictor, train);
    if (trained !== undefined) await writeFile(context.file('trained-scores.bin'), trained);
    return {
      ...result,
      prior: evaluatePrior(train, holdout, schema, prevalence),
      support: classTotals(holdout, schema).map(({ weighted }) => weighted),
      holdouts,
      decisions: (await scoreDecisions(predictor, holdout, scored)).map(evaluateDecision),
      golden: await context.keep('golden.json'),
      scores: await context.keep('scores.bin'),
      trainedScores: trained === undefined ? null : await context.keep('trained-scores.bin'),
    };
  }

  async #package(
    input: ModelEvaluationInput,
    train: TypedTable,
    context: StageContext,
  ): Promise<ModelPackage> {
    const { training } = input;
    return packageModel({
      name: 'candidate',
      version: 'candidate',
      schema: input.schema,
      encoding: input.transformation.encoding,
      decisions: training.decisions,
      model: {
        topology: await readFile(context.resolve(training.model), 'utf8'),
        weights: await readFile(context.resolve(training.weights)),
      },
      training: train,
      backend: input.backend.name,
    });
  }
}
