import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { fileFactsIn } from './file-fact.ts';
import type { RunContext } from './run-context.ts';

/** The file that makes a stage's directory complete; it is written last. */
export const artifactFile = 'artifact.json';

/** An artifact that can be used again, or why not. `nothing` means that none has been there. */
export type EarlierArtifact<Artifact> =
  | { readonly usable: true; readonly artifact: Artifact }
  | { readonly usable: false; readonly nothing: boolean; readonly reason: string };

/** Reads the artifact in a stage's directory and checks its shape and that its files are there in full size. */
export async function readArtifact<Artifact>(
  directory: string,
  shape: z.ZodType<Artifact>,
  context: Pick<RunContext, 'resolve'>,
): Promise<EarlierArtifact<Artifact>> {
  const refused = (reason: string, nothing = false) => ({ usable: false, nothing, reason }) as const;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(directory, artifactFile), 'utf8'));
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT' && !(await exists(directory));
    return refused(absent ? 'there is none' : `${artifactFile} cannot be read`, absent);
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refused(`${artifactFile} does not have the shape of this version`);
  for (const fact of fileFactsIn(value)) {
    const size = (await stat(context.resolve(fact)).catch(() => undefined))?.size;
    if (size === undefined) return refused(`${fact.path} is missing`);
    if (size !== fact.bytes) return refused(`${fact.path} has ${size} bytes instead of ${fact.bytes}`);
  }
  return { usable: true, artifact: parsed.data };
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
