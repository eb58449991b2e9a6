import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProblem, type Problem } from '../errors.ts';
import { exampleContents } from '../testing/index.ts';
import type { Manifest } from './manifest.ts';
import { manifestText } from './manifest-text.ts';
import type { BundleContents } from './model-package.ts';
import { writeBundle } from './write-bundle.ts';

/** Writes a bundle below a directory and returns where. */
export async function written(
  directory: string,
  contents: BundleContents = exampleContents(),
): Promise<string> {
  const path = join(directory, contents.version);
  await writeBundle(path, contents);
  return path;
}

/** Changes the manifest of a bundle and seals it again. */
export async function editManifest(
  path: string,
  edit: (manifest: Record<string, unknown>) => void,
): Promise<void> {
  const file = join(path, 'manifest.json');
  const { seal: _, ...manifest } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  edit(manifest);
  await writeFile(file, manifestText(manifest));
}

/** All problems as one text. */
export const texts = (problems: readonly Problem[]) => problems.map(describeProblem).join('\n');
