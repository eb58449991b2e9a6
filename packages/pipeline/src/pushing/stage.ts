import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendLedger,
  type BundleContents,
  bundleReference,
  type DatasetSchema,
  goldenRow,
  listVersions,
  type Manifest,
  moveAlias,
  publishVersion,
  readManifest,
  Stage,
  type StageContext,
  targetOf,
  writeBundle,
} from '@rampart/core';
import { z } from 'zod';
import { withHoldout } from '../evaluation/evaluate-decisions.ts';
import type { ModelEvaluationArtifact } from '../evaluation/stage.ts';
import type { ModelTrainerArtifact } from '../training/stage.ts';
import type { DataTransformationArtifact } from '../transformation/stage.ts';
import { readArrow } from '../table/arrow-file.ts';
import type { DataValidationArtifact } from '../validation/stage.ts';
import { type BundleIdentity, bundleIdentity, manifestIdentity } from '../production/bundle-identity.ts';

/** What a push starts from. */
export interface ModelPusherInput {
  readonly schema: DatasetSchema;
  readonly name: string;
  readonly lineage: Pick<
    Manifest['lineage'],
    'dataDigest' | 'splitDigest' | 'schemaDigest' | 'configDigest' | 'backend'
  >;
  readonly libraries: Readonly<Record<string, string>>;
  readonly validation: Pick<DataValidationArtifact, 'train'>;
  readonly transformation: Pick<DataTransformationArtifact, 'encoding'>;
  readonly training: ModelTrainerArtifact;
  readonly evaluation: ModelEvaluationArtifact;
  /** Absolute path of the registry. */
  readonly registry: string;
}

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
 * alias to it. A rejected candidate is saved too, so that it can be looked into; the alias stays.
 */
export class ModelPusher extends Stage<Record<string, never>, ModelPusherInput, ModelPusherArtifact> {
  readonly name = 'ModelPusher';
  readonly version = 2;
  readonly artifact = modelPusherArtifact;
  // What counts is the state of the registry, which no key of the inputs can hold.
  override readonly reusable = false;

  protected override async execute(input: ModelPusherInput, context: StageContext) {
    const { registry, training, evaluation } = input;
    const weightsDigest = training.weights.sha256;
    const accepted = evaluation.verdict.accepted;
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
      reasons: evaluation.verdict.reasons,
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
async function findVersion(
  registry: string,
  { modelDigest, decisionDigest }: BundleIdentity,
): Promise<string | undefined> {
  for (const version of (await listVersions(registry)).toReversed()) {
    const known = manifestIdentity(await readManifest(join(registry, version)));
    if (known.modelDigest === modelDigest && known.decisionDigest === decisionDigest) return version;
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
