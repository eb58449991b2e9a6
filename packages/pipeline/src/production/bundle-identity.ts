import type { Manifest, ModelPackage } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';

/** What tells one bundle from another: the function that it computes, and what it makes of the result. */
export interface BundleIdentity {
  /** Of the layers with their calibration, and of the weights. */
  readonly modelDigest: string;
  /** Of the thresholds and the review bands. */
  readonly decisionDigest: string;
}

/** The identity of a model by the SHA-256 of its files and its decisions. */
export function bundleIdentity(
  files: { readonly topology: string; readonly weights: string },
  { decisions }: Pick<ModelPackage, 'decisions'>,
): BundleIdentity {
  return {
    modelDigest: digestOf([files.topology, files.weights]),
    decisionDigest: digestOf(
      decisions.map(({ groups, threshold, review }) => [groups, threshold, review ?? null]),
    ),
  };
}

/** The identity of a bundle by its manifest. */
export function manifestIdentity(manifest: Manifest): BundleIdentity {
  const sha256 = (name: string) => manifest.files[name]!.sha256;
  return bundleIdentity({ topology: sha256('model.json'), weights: sha256('weights.bin') }, manifest);
}

/** Whether two bundles compute the same and make the same of it. */
export function isSameBundle(one: BundleIdentity, other: BundleIdentity): boolean {
  return one.modelDigest === other.modelDigest && one.decisionDigest === other.decisionDigest;
}
