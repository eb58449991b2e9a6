import { readFile } from 'node:fs/promises';
import {
  type BundleContents,
  type BundleStore,
  type DatasetSchema,
  encodeBundle,
  fileFact,
  Stage,
  type StageContext,
  targetOf,
} from '@rampart/core';
import { bundleReference, goldenRow, readManifest, readVersion } from '@rampart/core/internal';
import { z } from 'zod';
import { withHoldout } from '../evaluation/evaluate-decisions.ts';
import { modelEvaluationArtifact } from '../evaluation/stage.ts';
import { modelTrainerArtifact } from '../training/stage.ts';
import { dataTransformationArtifact } from '../transformation/stage.ts';
import { readArrow } from '../table/arrow-file.ts';
import {
  type BundleIdentity,
  bundleIdentity,
  isSameBundle,
  manifestIdentity,
} from '../production/bundle-identity.ts';

/** What a push starts from. */
export const modelPusherInput = z.object({
  schema: z.custom<DatasetSchema>(Object),
  /** Of the model. */
  name: z.string(),
  lineage: z.object({
    dataDigest: z.string(),
    splitDigest: z.string(),
    schemaDigest: z.string(),
    configDigest: z.string(),
    backend: z.string(),
  }),
  libraries: z.record(z.string(), z.string()),
  validation: z.object({ train: fileFact }),
  transformation: dataTransformationArtifact.pick({ encoding: true }),
  training: modelTrainerArtifact.pick({
    chosen: true,
    outOfFold: true,
    decisions: true,
    model: true,
    weights: true,
    scores: true,
  }),
  evaluation: modelEvaluationArtifact.pick({
    metrics: true,
    decisions: true,
    golden: true,
    trainedScores: true,
  }),
});
export type ModelPusherInput = z.infer<typeof modelPusherInput>;

/** What a push leaves: where the bundle is. */
export const modelPusherArtifact = z.object({
  path: z.string(),
  version: z.string(),
  weightsDigest: z.string(),
  /** Whether this run wrote the bundle; an equal one that was there already is not written again. */
  written: z.boolean(),
});
export type ModelPusherArtifact = z.infer<typeof modelPusherArtifact>;

/**
 * Saves a candidate as the next version of its model, accepted or not, so that it can be looked into; what goes into
 * production is decided by `promote`. Where a version is this very candidate, it is verified and nothing is written.
 */
export class ModelPusher extends Stage<Record<string, never>, ModelPusherInput, ModelPusherArtifact> {
  readonly name = 'ModelPusher';
  readonly module = import.meta.url;
  readonly input = modelPusherInput;
  readonly artifact = modelPusherArtifact;
  // What counts is the state of the store, which no key of the inputs can hold.
  override readonly reusable = false;

  protected override async execute(input: ModelPusherInput, context: StageContext) {
    const { store } = context;
    const weightsDigest = input.training.weights.sha256;
    const contents = await bundleContents(input, context);
    const files = { topology: input.training.model.sha256, weights: weightsDigest };
    const present = await findVersion(store, bundleIdentity(files, contents));
    if (present !== undefined) await readVersion(store, present);
    const version = present ?? (await store.publish((next) => encodeBundle({ ...contents, version: next })));
    return { path: `${store.where}/${version}`, version, weightsDigest, written: present === undefined };
  }
}

/** A version whose model and decisions are these, so that a run repeated does not fill the store. */
async function findVersion(store: BundleStore, wanted: BundleIdentity): Promise<string | undefined> {
  for (const version of (await store.versions()).toReversed()) {
    if (isSameBundle(manifestIdentity(await readManifest(store, version)), wanted)) return version;
  }
  return undefined;
}

async function bundleContents(
  input: ModelPusherInput,
  context: StageContext,
): Promise<Omit<BundleContents, 'version'>> {
  const { schema, training, evaluation } = input;
  const { classes, positive } = targetOf(schema);
  const golden: unknown = JSON.parse(await readFile(context.resolve(evaluation.golden), 'utf8'));
  return {
    name: input.name,
    schema,
    signature: { inputs: input.transformation.encoding, classes: [...classes], positive },
    decisions: withHoldout(training.decisions, evaluation.decisions),
    model: {
      topology: await readFile(context.resolve(training.model), 'utf8'),
      weights: await readFile(context.resolve(training.weights)),
    },
    golden: z.array(goldenRow).parse(golden),
    reference: bundleReference(await readArrow(context.resolve(input.validation.train)), schema, {
      ...(training.scores && { scores: await readScores(context.resolve(training.scores)) }),
      ...(evaluation.trainedScores && {
        trainedScores: await readScores(context.resolve(evaluation.trainedScores)),
      }),
    }),
    lineage: { ...input.lineage, runId: context.runId, seed: context.seed },
    metrics: { holdout: evaluation.metrics, outOfFold: training.outOfFold },
    candidate: training.chosen,
    libraries: { ...input.libraries },
  };
}

async function readScores(path: string): Promise<Float64Array> {
  const bytes = await readFile(path);
  // A copy, because a small file lies anywhere in a shared buffer, and float64 needs its alignment.
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
