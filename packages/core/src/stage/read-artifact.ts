import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { digestOf, sha256 } from '../digest.ts';
import { fileFactsIn, measureFile } from './file-fact.ts';
import type { RunContext } from './run-context.ts';
import { keyFile, type KeyParts, readKey } from './stage-key.ts';
import { counted } from '../counted.ts';

/** The file that makes a stage's directory complete; it is written last. */
export const artifactFile = 'artifact.json';

/** An artifact that can be used again, or why not; and which directory was looked at, if there was one. */
export type EarlierArtifact<Artifact> = { readonly seen: Stats | undefined } & (
  | { readonly usable: true; readonly artifact: Artifact }
  | { readonly usable: false; readonly reason: string }
);

/**
 * Reads the artifact in a stage's directory and checks that nothing of it has changed since it was made: what
 * determined it, its document, and every byte of its files.
 */
export async function readArtifact<Artifact>(
  directory: string,
  shape: z.ZodType<Artifact>,
  parts: KeyParts,
  context: Pick<RunContext, 'resolve'>,
): Promise<EarlierArtifact<Artifact>> {
  const seen = await found(directory);
  const refused = (reason: string) => ({ usable: false, seen, reason }) as const;
  if (seen === undefined) return refused('there is none');
  const key = await readKey(directory);
  if (key === undefined) return refused(`${keyFile} cannot be read`);
  if (digestOf(key.parts) !== digestOf(parts)) return refused(`${keyFile} has been changed`);
  let text: string;
  try {
    text = await readFile(join(directory, artifactFile), 'utf8');
  } catch {
    return refused(`${artifactFile} cannot be read`);
  }
  if (sha256(text) !== key.artifact) return refused(`${artifactFile} has been changed`);
  const value: unknown = JSON.parse(text);
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refused(`${artifactFile} does not have the shape of this version`);
  for (const fact of fileFactsIn(value)) {
    const path = context.resolve(fact);
    const size = (await found(path))?.size;
    if (size === undefined) return refused(`${fact.path} is missing`);
    if (size !== fact.bytes)
      return refused(`${fact.path} has ${counted(size, 'byte')} instead of ${fact.bytes}`);
    const present = await measureFile(path);
    if (present.sha256 !== fact.sha256) return refused(`${fact.path} has been changed`);
  }
  return { usable: true, seen, artifact: parsed.data };
}

async function found(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
