import { readdir, readFile } from 'node:fs/promises';
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
    const content = await readFile(where);
    const found = sha256(content);
    if (content.length !== bytes) {
      problems.push({ where, expected: `${bytes} bytes`, received: `${content.length} bytes`, fix });
    } else if (found !== digest) {
      problems.push({ where, expected: `SHA-256 ${digest}`, received: found, fix });
    } else {
      intact.set(name, content);
    }
  }
  return { intact, problems };
}
