import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { type Problem, quote } from '../errors.ts';
import { type Manifest, manifestFile } from './manifest.ts';

/** The bytes of every file that is as the manifest says, and a problem for every one that is not. */
export async function checkFiles(
  directory: string,
  files: Manifest['files'],
): Promise<{ intact: Map<string, Uint8Array>; problems: Problem[] }> {
  const intact = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  // A link could lead out of the directory, and what it leads to can change after the check.
  const regular = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
  for (const { name } of entries) {
    if (name === manifestFile || (Object.hasOwn(files, name) && regular.has(name))) continue;
    problems.push({
      where: join(directory, name),
      expected: Object.hasOwn(files, name) ? 'a regular file' : 'only the files that the manifest lists',
      received: Object.hasOwn(files, name) ? 'something else' : quote(name),
      fix: 'A bundle is never changed after it was written: remove what does not belong to it.',
    });
  }
  for (const [name, { bytes, sha256: digest }] of Object.entries(files)) {
    const where = join(directory, name);
    const fix = 'The bundle is damaged: copy it again from where it was made.';
    if (!entries.some((entry) => entry.name === name)) {
      problems.push({ where, expected: 'a file that the manifest lists', received: 'nothing', fix });
      continue;
    }
    if (!regular.has(name)) continue;
    const received = await readIntact(where, bytes, digest);
    if (received instanceof Uint8Array) intact.set(name, received);
    else problems.push({ where, ...received, fix });
  }
  return { intact, problems };
}

/** The file's bytes where their number and digest are the given ones, else what was expected of it and what is there. */
async function readIntact(
  path: string,
  bytes: number,
  digest: string,
): Promise<Uint8Array | { expected: string; received: string }> {
  try {
    // Asked first, so that a file of another size, however large, is not read.
    const { size } = await lstat(path);
    if (size !== bytes) return { expected: `${bytes} bytes`, received: `${size} bytes` };
    const content = await readFile(path);
    const found = sha256(content);
    return found === digest ? content : { expected: `SHA-256 ${digest}`, received: found };
  } catch (error) {
    return { expected: 'a file that can be read', received: (error as Error).message };
  }
}
