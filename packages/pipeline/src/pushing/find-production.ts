import { join } from 'node:path';
import { readAlias, readManifest } from '@rampart/core';

/** The bundle in production: where it is and the digest of its weights; null where there is none. */
export async function findProduction(
  registry: string,
): Promise<{ directory: string; version: string; weightsDigest: string } | null> {
  const version = await readAlias(registry, 'production');
  if (version === undefined) return null;
  const directory = join(registry, version);
  const manifest = await readManifest(directory);
  return { directory, version, weightsDigest: manifest.files['weights.bin']!.sha256 };
}
