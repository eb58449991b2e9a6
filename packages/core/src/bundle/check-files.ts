import { sha256 } from '../digest.ts';
import { type Problem, quote } from '../errors.ts';
import { type Manifest, manifestFile } from './manifest.ts';
import type { NamedBytes } from './named-bytes.ts';
import { counted } from '../counted.ts';

/** Most bytes of a file: texts become one string each and weights lie in memory twice. */
const most = { texts: 2 ** 25, weights: 2 ** 30 };

const damaged = 'The bundle is damaged: copy it again from where it was made.';

/** The problem of a file that is larger than any real one, so that it is not read at all. */
export function oversize(name: string, bytes: number, where: string): Problem | undefined {
  const limit = name.endsWith('.bin') ? most.weights : most.texts;
  if (bytes <= limit) return undefined;
  return {
    where: `${where}/${name}`,
    expected: `at most ${limit} bytes`,
    received: counted(bytes, 'byte'),
    fix: damaged,
  };
}

/** Compares the files that are there, given by their sizes in bytes, with those that the manifest lists. */
export function checkListing(
  sizes: ReadonlyMap<string, number>,
  listed: Manifest['files'],
  where: string,
): Problem[] {
  const problems: Problem[] = [];
  for (const name of sizes.keys()) {
    if (name === manifestFile || Object.hasOwn(listed, name)) continue;
    problems.push({
      where: `${where}/${name}`,
      expected: 'only the files that the manifest lists',
      received: quote(name),
      fix: 'A bundle is never changed after it was written: remove what does not belong to it.',
    });
  }
  for (const [name, { bytes }] of Object.entries(listed)) {
    const size = sizes.get(name);
    const problem = (expected: string, received: string) =>
      problems.push({ where: `${where}/${name}`, expected, received, fix: damaged });
    if (size === undefined) problem('a file that the manifest lists', 'nothing');
    else if (size !== bytes) problem(counted(bytes, 'byte'), counted(size, 'byte'));
    else {
      const tooLarge = oversize(name, size, where);
      if (tooLarge) problems.push(tooLarge);
    }
  }
  return problems;
}

/** A problem for every file that is missing, not listed, or not as the manifest says. */
export function checkFiles(files: NamedBytes, listed: Manifest['files'], where: string): Problem[] {
  const sizes = new Map([...files].map(([name, content]) => [name, content.byteLength]));
  const problems = checkListing(sizes, listed, where);
  for (const [name, { bytes, sha256: digest }] of Object.entries(listed)) {
    const content = files.get(name);
    // One of another size has been told.
    if (content?.byteLength !== bytes) continue;
    const found = sha256(content);
    if (found === digest) continue;
    problems.push({
      where: `${where}/${name}`,
      expected: `SHA-256 ${digest}`,
      received: found,
      fix: damaged,
    });
  }
  return problems;
}
