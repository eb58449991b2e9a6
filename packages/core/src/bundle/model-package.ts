import type { Json } from '../digest.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { ModelFiles } from '../encoding/model-files.ts';
import type { Decision } from './decision.ts';
import type { GoldenRow } from './golden.ts';
import type { Manifest, Signature } from './manifest.ts';

/** Everything a predictor needs, wherever it lies: a candidate in training and a loaded bundle alike. */
export interface ModelPackage {
  readonly name: string;
  readonly version: string;
  readonly schema: DatasetSchema;
  readonly signature: Signature;
  /** What is decided on rows by the feature groups that they have: on complete ones first. */
  readonly decisions: readonly Decision[];
  readonly model: ModelFiles;
  readonly golden: readonly GoldenRow[];
}

/** A bundle as read: each file intact, and all of them fit together. */
export interface Bundle extends ModelPackage {
  readonly manifest: Manifest;
  /** How messages call it: the place that it was read from. */
  readonly where: string;
  /** The training columns, for drift detection; `readReference` checks it. */
  readonly reference: Json;
  /** The page of report.html, where the bundle has one. */
  readonly report: string | undefined;
}

/** What `encodeBundle` puts into a bundle: the model and where it comes from. */
export interface BundleContents
  extends ModelPackage,
    Pick<Manifest, 'lineage' | 'metrics' | 'candidate' | 'libraries'> {
  /** ISO time; now, where left out. */
  readonly createdAt?: string;
  /** The training columns, as `bundleReference` gives them. */
  readonly reference: unknown;
  readonly report?: string;
}
