import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import {
  type Config,
  fileFact,
  schemaPart,
  Stage,
  type StageContext,
  type Target,
  targetOf,
} from '@rampart/core';
import { decision, metricValues, readVersion, sha256 } from '@rampart/core/internal';
import { featureEncoding, preprocessingSchema, useBackend } from '@rampart/core/tensor';
import { z } from 'zod';
import { readArrow } from '../table/arrow-file.ts';
import { backendFact } from '../features/backend-fact.ts';
import { calibrationFacts } from './decision/calibration-facts.ts';
import { createFitPool } from './threads/fit-pool.ts';
import { fitRecipe, type UsedRows } from './recipe.ts';
import { describeLeftOut } from './selection/keep-monotone.ts';
import { resumedWork } from './resumed-work.ts';
import { readWarmStart } from './warm-start.ts';

/** What a training starts from. */
export const modelTrainerInput = z.object({
  /** The classes, the weights and groups of rows, which features come together and which are monotone. */
  schema: schemaPart({ columns: ['values', 'classes', 'positive', 'derive', 'monotone'], featureGroups: [] }),
  validation: z.object({ train: fileFact }),
  /** Columns that group rows beside those of role `group`; null: folds divide even rows with equal features. */
  groupedBy: z.array(z.string()).nullable(),
  transformation: z.object({
    encoding: z.array(featureEncoding).readonly(),
    preprocessing: preprocessingSchema,
    features: fileFact,
  }),
  backend: backendFact,
  /** The version whose network this one is to go on from. */
  warmStart: z.object({ version: z.string(), modelDigest: z.string(), inputsDigest: z.string() }).optional(),
});
export type ModelTrainerInput = z.infer<typeof modelTrainerInput>;

/** The settings that a training depends on. */
export type ModelTrainerConfig = Pick<Config, 'training' | 'transformation'>;

/** One candidate's standing, on rows that its members had not seen. */
export const leaderboardEntry = z.object({
  name: z.string(),
  /** Whether the search drew it. */
  drawn: z.boolean(),
  /** Whether it may be chosen or averaged: not the constant prior. */
  eligible: z.boolean(),
  /** What it was trained with, names as in the configuration. */
  settings: z.record(z.string(), z.unknown()),
  /** The members that it averages; none for the constant prior. */
  parts: z.array(
    z.object({
      name: z.string(),
      family: z.string(),
      /** Its weight in the average, of a sum of 1; 0: it is left out of the model. */
      weight: z.number(),
      /** Numbers that it learns. */
      parameters: z.number(),
      /** What these take in the model's files, as float32. */
      bytes: z.number(),
    }),
  ),
  /** Planned for each member on all training rows, after least and most steps. */
  epochs: z.array(z.number()),
  /** Numbers that its members learn. */
  parameters: z.number(),
  outOfFold: metricValues,
  /** Log-loss of each fold it was tried on. */
  folds: z.array(z.number()),
  /** By how much its loss, as the mean over all rows, exceeds that of the best candidate on the same folds; null for the best, and where none was finished. */
  behindBest: z.number().nullable(),
  /** Of that difference, paired by row, rows of one group counting as one: what selection calls one standard error. */
  standardError: z.number().nullable(),
  /** Spent on training its members. */
  seconds: z.number(),
  /** To score one encoded row in a large batch. */
  predictMicroseconds: z.number().nullable(),
});

/** What a training leaves: the candidates with their out-of-fold scores, the chosen model, calibration and decisions. */
export const modelTrainerArtifact = z.object({
  /** Training rows, those of them that the model learned from, and those that candidates were compared on. */
  rows: z.object({ all: z.number(), trained: z.number(), selected: z.number() }),
  candidates: z.array(leaderboardEntry),
  chosen: z.string(),
  /** Whether it is the best one, or the simplest of those that are hardly worse. */
  chosenBy: z.enum(['best', 'simplest']),
  /** What the chosen candidate saves over the constant prior out of fold, in nats a row, after calibration. */
  gain: z.object({ logLoss: z.number(), standardError: z.number() }),
  /** Features like a clock or an identifier, and of what it saves the share that is gone without them; left out where there are none. */
  carriers: z
    .array(
      z.object({
        features: z.array(z.string()),
        looksLike: z.enum(['clock', 'identifier']),
        why: z.string(),
        share: z.number(),
      }),
    )
    .optional(),
  /** What the model knows from each feature, the most important one first; no features where nothing is known of any. */
  importance: z.object({
    /** Rows that were scored with features permuted; 0 where none were. */
    rows: z.number(),
    features: z.array(
      z.object({
        name: z.string(),
        /** By how much the log-loss out of fold rises once its values are permuted, in nats a row; null where that was not tried. */
        logLoss: z.number().nullable(),
        /** Of that rise, with rows of one group taken together. */
        standardError: z.number().nullable(),
        /** Its share of what all splits took off the training loss; null where no member of the model splits. */
        splitGain: z.number().nullable(),
      }),
    ),
  }),
  /** The chosen candidate after calibration, each row decided by the feature groups that it has. */
  outOfFold: metricValues,
  /** How its logits of complete rows become probabilities. */
  calibration: calibrationFacts,
  /** What is decided on complete rows, and then on those of each other subset of the schema's feature groups. */
  decisions: z.array(decision),
  history: z.array(
    z.object({
      epoch: z.number(),
      learningRate: z.number(),
      loss: z.number(),
      validationLoss: z.number().optional(),
    }),
  ),
  /** The version that the members were to go on from, and why they did not; null: they did. */
  warmStart: z.object({ version: z.string(), cold: z.string().nullable() }).nullable(),
  model: fileFact,
  weights: fileFact,
  /** Score of each row that candidates were compared on, by networks that never saw it, float64, little-endian; null where no class is positive. */
  scores: fileFact.nullable(),
});
export type ModelTrainerArtifact = z.infer<typeof modelTrainerArtifact>;

/** Chooses among the candidates on out-of-fold scores and trains the chosen one on all training rows. */
export class ModelTrainer extends Stage<ModelTrainerConfig, ModelTrainerInput, ModelTrainerArtifact> {
  readonly name = 'ModelTrainer';
  readonly module = import.meta.url;
  readonly input = modelTrainerInput;
  readonly artifact = modelTrainerArtifact;
  readonly #concurrency: number;

  /** Up to `concurrency` fits run at a time; what comes of them does not depend on it, so it is no setting of the stage. */
  constructor(config: ModelTrainerConfig, concurrency = 1) {
    super(config);
    this.#concurrency = concurrency;
  }

  protected override async execute(input: ModelTrainerInput, context: StageContext) {
    const { schema, transformation } = input;
    await useBackend(input.backend.name);
    const tell = (note: string) => context.progress({ type: 'message', stage: this.name, note });
    const left = await resumedWork(context.resumeFrom);
    if (left !== undefined) {
      tell(`goes on from what an interrupted run left: ${left}`);
    }
    let used: UsedRows | undefined;
    const table = await readArrow(context.resolve(input.validation.train));
    const featuresFile = context.resolve(transformation.features);
    await using pool = createFitPool(this.#concurrency, input.backend.name);
    const { trained, files } = await fitRecipe(table, schema, this.config, {
      pool,
      prepared: {
        encoding: transformation.encoding,
        preprocessing: transformation.preprocessing,
        features() {
          const bytes = readFileSync(featuresFile);
          return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
        },
      },
      onSample(rows) {
        used = rows;
        if (rows.trained < rows.all) tell(describeSample(rows));
      },
      onEstimate(seconds) {
        if (seconds >= worthTelling) tell(`the training will take about ${Math.ceil(seconds / 60)} minutes`);
      },
      onLeftOut: (candidates) => tell(describeLeftOut(candidates)),
      groupedBy: input.groupedBy,
      random: context.random,
      resumeFrom: context.resumeFrom,
      warmStart: input.warmStart && {
        version: input.warmStart.version,
        model: await readWarmStart(await readVersion(context.store, input.warmStart.version), pool.learners),
      },
      onProgress: context.report,
      onEpoch: (epoch) => context.progress({ type: 'epoch', stage: this.name, ...epoch }),
      ...(context.signal && { signal: context.signal }),
    });
    await writeFile(context.file('model.json'), files.topology);
    await writeFile(context.file('weights.bin'), files.weights);
    context.logger.debug('model trained', { chosen: trained.chosen, weights: sha256(files.weights) });
    return {
      rows: used!,
      candidates: [...trained.leaderboard],
      chosen: trained.chosen,
      chosenBy: trained.chosenBy,
      gain: trained.gain,
      ...(trained.carriers.length > 0 && { carriers: [...trained.carriers] }),
      importance: { ...trained.importance, features: [...trained.importance.features] },
      outOfFold: trained.outOfFold,
      calibration: trained.calibrationFacts,
      decisions: [...trained.decisions],
      history: [...trained.history],
      warmStart: trained.warmStart,
      model: await context.keep('model.json'),
      weights: await context.keep('weights.bin'),
      scores: await keepScores(trained.outOfFoldProbabilities, targetOf(schema), context),
    };
  }
}

/** Seconds of a training that are told before it begins. */
const worthTelling = 90;

function describeSample({ all, trained, selected }: UsedRows): string {
  return `candidates are compared on ${selected} of ${all} training rows, and the chosen one learns from ${trained} (\`training.selectionRows\`, \`training.rows\`)`;
}

async function keepScores(probabilities: Float64Array, { classes, positive }: Target, context: StageContext) {
  if (positive === null) return null;
  const scores = probabilities.filter((_, at) => at % classes.length === positive);
  await writeFile(context.file('scores.bin'), scores);
  return context.keep('scores.bin');
}
