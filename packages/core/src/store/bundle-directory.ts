import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkListing, oversize } from '../bundle/check-files.ts';
import { decodeManifest } from '../bundle/decode-bundle.ts';
import { manifestFile } from '../bundle/manifest.ts';
import type { NamedBytes } from '../bundle/named-bytes.ts';
import { type Problem, RampartError } from '../errors.ts';
import { ifAbsent } from '../files/if-absent.ts';

/**
 * The files of a bundle's directory, all or those named. What is not as the manifest lists it, as far as names and sizes
 * tell, is not even read. Throws a RampartError('bundle') with every such file, or where there is no manifest.
 */
export async function readBundleDirectory(directory: string, names?: readonly string[]): Promise<NamedBytes> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(ifAbsent([]));
  const irregular = entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  const regular = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const sizes = new Map(
    await Promise.all(
      regular.map(async (name) => [name, (await lstat(join(directory, name))).size] as const),
    ),
  );
  const read = async (name: string): Promise<Uint8Array | undefined> => {
    if (irregular.includes(name)) throw new RampartError('bundle', irregularFile(directory, name));
    const size = sizes.get(name);
    if (size === undefined) return undefined;
    const tooLarge = oversize(name, size, directory);
    if (tooLarge) throw new RampartError('bundle', tooLarge);
    return readFile(join(directory, name));
  };
  const manifest = await read(manifestFile);
  const { files: listed } = decodeManifest(manifest, directory);
  if (names === undefined) {
    const missing = new Set(irregular.map((name) => `${directory}/${name}`));
    const problems = [
      // Of a link in the place of a file it is told what it is, not that the file is missing.
      ...checkListing(sizes, listed, directory).filter(({ where }) => !missing.has(where)),
      ...irregular.map((name) => irregularFile(directory, name)),
    ];
    if (problems.length > 0) throw new RampartError('bundle', problems);
  }
  const files = new Map<string, Uint8Array>();
  for (const name of names ?? [manifestFile, ...Object.keys(listed)]) {
    const content = name === manifestFile ? manifest : await read(name);
    if (content !== undefined) files.set(name, content);
  }
  return files;
}

/** Makes a directory with these files in it. */
export async function writeBundleDirectory(directory: string, files: NamedBytes): Promise<void> {
  await mkdir(directory);
  for (const [name, content] of files) await writeFile(join(directory, name), content);
}

// A link could lead out of the directory, and what it leads to can change after the check.
function irregularFile(directory: string, name: string): Problem {
  const fix = 'Copy the bundle again, with the files that its links lead to.';
  return { where: `${directory}/${name}`, expected: 'a regular file', received: 'something else', fix };
}
