import type { BundleStore } from '@rampart/core';
import { digestOf, readManifest } from '@rampart/core/internal';
import { type BundleIdentity, manifestIdentity } from './bundle-identity.ts';

/** The bundle in production: what it is, and the digest of the split it was trained under. */
export interface ProductionBundle extends BundleIdentity {
  readonly version: string;
  /** Of the manifest, which holds those of all other files. */
  readonly manifestDigest: string;
  /** Of how rows become the model's inputs. */
  readonly inputsDigest: string;
  readonly splitDigest: string;
}

/** Finds the bundle in production; null where there is none. */
export async function findProduction(store: BundleStore): Promise<ProductionBundle | null> {
  const version = await store.alias('production');
  if (version === undefined) return null;
  const manifest = await readManifest(store, version);
  return {
    version,
    ...manifestIdentity(manifest),
    manifestDigest: manifest.seal,
    inputsDigest: digestOf(manifest.signature.inputs),
    splitDigest: manifest.lineage.splitDigest,
  };
}
