import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendLedger,
  type BundleContents,
  bundleReference,
  type DatasetSchema,
  fileFact,
  goldenRow,
  listVersions,
  moveAlias,
  publishVersion,
  readBundle,
  readManifest,
  Stage,
  type StageContext,
  targetOf,
  writeBundle,
} from '@rampart/core';
import { z } from 'zod';
import { withHoldout } from '../evaluation/evaluate-decisions.ts';
import { verdict } from '../evaluation/judge.ts';
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
  evaluation: modelEvaluationArtifact
    .pick({ metrics: true, decisions: true, golden: true })
    .extend({ champion: z.object({ version: z.string() }).nullable(), verdict }),
});
export type ModelPusherInput = z.infer<typeof modelPusherInput>;

/** What a push leaves: where the bundle is, and whether it is the one in production now. */
export const modelPusherArtifact = z.object({
  path: z.string(),
  version: z.string(),
  weightsDigest: z.string(),
  production: z.boolean(),
  /** Whether this run wrote the bundle; an equal one that was there already is not written again. */
  written: z.boolean(),
});
export type ModelPusherArtifact = z.infer<typeof modelPusherArtifact>;

/**
 * Saves the candidate as the next version of its registry and, where it was accepted, moves the `production`
 * alias to it. A rejected candidate is saved too, so that it can be looked into; the alias stays. Where the candidate is
 * what is in production, that bundle is verified and nothing is pushed.
 */
export class ModelPusher extends Stage<Record<string, never>, ModelPusherInput, ModelPusherArtifact> {
  readonly name = 'ModelPusher';
  readonly module = import.meta.url;
  readonly input = modelPusherInput;
  readonly artifact = modelPusherArtifact;
  // What counts is the state of the registry, which no key of the inputs can hold.
  override readonly reusable = false;

  protected override async execute(input: ModelPusherInput, context: StageContext) {
    const { training, evaluation } = input;
    const { registry } = context;
    const weightsDigest = training.weights.sha256;
    const { accepted, unchanged, reasons } = evaluation.verdict;
    if (unchanged) {
      const { version } = evaluation.champion!;
      const { directory } = await readBundle(join(registry, version));
      return { path: directory, version, weightsDigest, production: true, written: false };
    }
    const contents = await bundleContents(input, context);
    const files = { topology: training.model.sha256, weights: weightsDigest };
    const present = await findVersion(registry, bundleIdentity(files, contents));
    const version =
      present ??
      (await publishVersion(registry, async (directory, next) => {
        await writeBundle(directory, { ...contents, version: next });
      }));
    if (accepted) await moveAlias(registry, 'production', version);
    await appendLedger(registry, {
      event: accepted ? 'accepted' : 'rejected',
      at: new Date().toISOString(),
      runId: context.runId,
      version,
      weights: weightsDigest,
      reasons,
    });
    const production = accepted || evaluation.champion?.version === version;
    return {
      path: join(registry, version),
      version,
      weightsDigest,
      production,
      written: present === undefined,
    };
  }
}

/** A version whose model and decisions are these, so that a run repeated does not fill the registry. */
async function findVersion(registry: string, wanted: BundleIdentity): Promise<string | undefined> {
  for (const version of (await listVersions(registry)).toReversed()) {
    if (isSameBundle(manifestIdentity(await readManifest(join(registry, version))), wanted)) return version;
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
