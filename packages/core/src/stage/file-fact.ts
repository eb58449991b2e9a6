import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';

/** A file that a stage left: its path relative to `out` with `/` between the parts, its size and its SHA-256. */
export const fileFact = z.object({
  path: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FileFact = z.infer<typeof fileFact>;

/** Size in bytes and SHA-256 of a file on disk, read in one pass. */
export async function measureFile(file: string): Promise<Pick<FileFact, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Every file fact in plain data, however deep. */
export function fileFactsIn(value: unknown): FileFact[] {
  if (typeof value !== 'object' || value === null) return [];
  const fact = asFileFact(value);
  return fact === undefined ? Object.values(value).flatMap(fileFactsIn) : [fact];
}

/** An object as the file fact that it is; undefined where it is none. */
export function asFileFact(value: object): FileFact | undefined {
  // Artifacts hold thousands of objects, and zod takes long to say why each of them is no fact.
  return 'sha256' in value && 'path' in value ? fileFact.safeParse(value).data : undefined;
}
