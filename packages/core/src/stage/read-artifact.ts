import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { fileFactsIn } from './file-fact.ts';
import type { RunContext } from './run-context.ts';

/** The file that makes a stage's directory complete; it is written last. */
export const artifactFile = 'artifact.json';

/** An artifact that can be used again, or why not; and which directory was looked at, if there was one. */
export type EarlierArtifact<Artifact> = { readonly seen: Stats | undefined } & (
  | { readonly usable: true; readonly artifact: Artifact }
  | { readonly usable: false; readonly reason: string }
);

/** Reads the artifact in a stage's directory and checks its shape and that its files are there in full size. */
export async function readArtifact<Artifact>(
  directory: string,
  shape: z.ZodType<Artifact>,
  context: Pick<RunContext, 'resolve'>,
): Promise<EarlierArtifact<Artifact>> {
  const seen = await found(directory);
  const refused = (reason: string) => ({ usable: false, seen, reason }) as const;
  if (seen === undefined) return refused('there is none');
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(directory, artifactFile), 'utf8'));
  } catch {
    return refused(`${artifactFile} cannot be read`);
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refused(`${artifactFile} does not have the shape of this version`);
  for (const fact of fileFactsIn(value)) {
    const size = (await found(context.resolve(fact)))?.size;
    if (size === undefined) return refused(`${fact.path} is missing`);
    if (size !== fact.bytes) return refused(`${fact.path} has ${size} bytes instead of ${fact.bytes}`);
  }
  return { usable: true, seen, artifact: parsed.data };
}

async function found(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
