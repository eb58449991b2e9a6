import { join } from 'node:path';
import { readAlias, readManifest } from '@rampart/core';

/** The bundle in production: where it is, the digests of its weights and of the split it was trained under; null where there is none. */
export async function findProduction(
  registry: string,
): Promise<{ directory: string; version: string; weightsDigest: string; splitDigest: string } | null> {
  const version = await readAlias(registry, 'production');
  if (version === undefined) return null;
  const directory = join(registry, version);
  const manifest = await readManifest(directory);
  const weightsDigest = manifest.files['weights.bin']!.sha256;
  return { directory, version, weightsDigest, splitDigest: manifest.lineage.splitDigest };
}
