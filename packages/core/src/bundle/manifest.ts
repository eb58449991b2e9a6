import { z } from 'zod';
import { featureEncoding } from '../encoding/feature-encoding.ts';
import { decisionList } from './decision.ts';

/** The bundle format that this version writes, and the newest one it reads. */
export const bundleFormat = 2;

/** The file of a bundle that describes all the others. */
export const manifestFile = 'manifest.json';

/** The files that every bundle holds beside its manifest. */
export const requiredFiles = [
  'schema.json',
  'model.json',
  'weights.bin',
  'golden.json',
  'reference.json',
] as const;

/** What the model takes and gives: one encoding per input, in order, and the class names, the index being the class number. */
export const signature = z
  .strictObject({
    inputs: z.array(featureEncoding).min(1).readonly(),
    classes: z.array(z.string().min(1)).min(2).readonly(),
    positive: z.int().nonnegative().nullable(),
  })
  .refine(({ classes, positive }) => positive === null || positive < classes.length, {
    message: 'the number of one of the classes',
    path: ['positive'],
  });
export type Signature = z.infer<typeof signature>;

/** A name without path parts, so that no manifest can point outside its directory. */
const plainName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a plain file name: letters, digits, `.`, `_` and `-`');

/** The size and the SHA-256 of one file. */
const fileDigest = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'),
  bytes: z.int().nonnegative(),
});

const metricValues = z.record(z.string(), z.json());

/** What a manifest of any format says of the model and its files. */
export const manifestFields = {
  name: plainName,
  version: z.string().regex(/^[1-9]\d*$/, 'a version number as text: "1", "2", …'),
  createdAt: z.iso.datetime(),
  lineage: z
    .object({
      runId: z.string(),
      seed: z.number(),
      dataDigest: z.string(),
      schemaDigest: z.string(),
      configDigest: z.string(),
      splitDigest: z.string(),
      backend: z.string(),
    })
    .catchall(z.json()),
  files: z
    .record(plainName, fileDigest)
    .refine((files) => !(manifestFile in files), `no entry for ${manifestFile} itself`)
    .superRefine((files, context) => {
      for (const name of requiredFiles) {
        if (!(name in files)) context.addIssue({ code: 'custom', message: 'an entry', path: [name] });
      }
    }),
  signature,
  metrics: z.looseObject({ holdout: metricValues.nullable(), outOfFold: metricValues }),
  candidate: z.string(),
  libraries: z.record(z.string(), z.string()),
  /** SHA-256 of the manifest's own text with this value left empty: the other digests stand in it. */
  seal: z.string(),
};

/**
 * What a bundle says about itself. Fields that are not known here are passed over: a later version may have added them,
 * and what this one cannot do without has another format.
 */
export const manifest = z.object({
  format: z.literal(bundleFormat),
  ...manifestFields,
  /** Class names of the layers in model.json; undefined where the bundle is of format 1, which did not list them. */
  layers: z.array(z.string()).readonly().optional(),
  decisions: decisionList,
});
export type Manifest = z.infer<typeof manifest>;
