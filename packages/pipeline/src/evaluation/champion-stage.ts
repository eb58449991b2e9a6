import { writeFile } from 'node:fs/promises';
import { fileFact, RampartError, Stage, type StageContext, type TypedTable } from '@rampart/core';
import { metricValues, readVersion } from '@rampart/core/internal';
import { createPredictor, type Predictor } from '@rampart/serve';
import { z } from 'zod';
import { backendFact } from '../features/backend-fact.ts';
import { readArrow } from '../table/arrow-file.ts';
import { answerMetrics, type AnsweredRows, scoreRows } from './evaluate-predictor.ts';

/** What the model in production is scored with: its own files and the rows that the candidate is judged on. */
export const championEvaluationInput = z.object({
  holdout: fileFact,
  champion: z.object({
    /** Its version in the store. */
    version: z.string(),
    /** Of its manifest, which holds those of all other files. */
    manifestDigest: z.string(),
  }),
  /** The share of the positive class that the candidate's figures are about; null: that of the rows. */
  prevalence: z.number().nullable(),
  backend: backendFact,
});
export type ChampionEvaluationInput = z.infer<typeof championEvaluationInput>;

/** How the model in production does on the candidate's holdout; null where it cannot read these rows. */
export const championEvaluationArtifact = z.object({
  metrics: metricValues.nullable(),
  /** Probabilities of the rows, [rows × classes], float64, little-endian. */
  scores: fileFact.nullable(),
});
export type ChampionEvaluationArtifact = z.infer<typeof championEvaluationArtifact>;

/** Scores the model in production on the holdout that a candidate is judged on. */
export class ChampionEvaluation extends Stage<null, ChampionEvaluationInput, ChampionEvaluationArtifact> {
  readonly name = 'ChampionEvaluation';
  readonly module = import.meta.url;
  readonly input = championEvaluationInput;
  readonly artifact = championEvaluationArtifact;

  constructor() {
    super(null);
  }

  protected override async execute(input: ChampionEvaluationInput, context: StageContext) {
    const holdout = await readArrow(context.resolve(input.holdout));
    const champion = await readVersion(context.store, input.champion.version);
    using predictor = await createPredictor(champion, { backend: input.backend.name });
    const scored = await scoreWhereReadable(predictor, holdout);
    if (scored === null) return { metrics: null, scores: null };
    await writeFile(context.file('scores.bin'), scored.probabilities);
    return {
      // In the world that the candidate is for: there its probabilities have to be right too.
      metrics: answerMetrics(scored, input.prevalence),
      scores: await context.keep('scores.bin'),
    };
  }
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
