import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { RampartError } from '../errors.ts';
import { publishDirectory } from '../files/publish-directory.ts';
import { withTemporaryDirectory } from '../files/with-temporary-directory.ts';
import { goldenText } from './golden.ts';
import { layersOf } from './layers-of.ts';
import { bundleFormat, type Manifest, manifestFile } from './manifest.ts';
import { manifestText } from './manifest-text.ts';
import type { BundleContents } from './model-package.ts';
import { readBundle } from './read-bundle.ts';

/**
 * Writes a bundle into a temporary directory beside its place, reads it back with every check, and renames it.
 * Throws a RampartError('bundle') where the directory exists already or the parts do not fit together; nothing
 * is left behind then.
 */
export async function writeBundle(directory: string, contents: BundleContents): Promise<Manifest> {
  const final = resolve(directory);
  return withTemporaryDirectory(dirname(final), async (temporary) => {
    const files = bundleFiles(contents);
    for (const [name, content] of files) await writeFile(join(temporary, name), content);
    await writeFile(join(temporary, manifestFile), manifestText(manifestOf(contents, files)));
    const { manifest } = await readBundle(temporary);
    if (!(await publishDirectory(temporary, final))) throw existsAlready(directory);
    return manifest;
  });
}

function bundleFiles(contents: BundleContents): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([
    ['schema.json', `${JSON.stringify(contents.schema, undefined, 2)}\n`],
    ['model.json', contents.model.topology],
    ['weights.bin', contents.model.weights],
    ['golden.json', goldenText(contents.golden)],
    ['reference.json', `${JSON.stringify(contents.reference ?? null)}\n`],
  ]);
  if (contents.report !== undefined) files.set('report.html', contents.report);
  return files;
}

function manifestOf(
  contents: BundleContents,
  files: Map<string, string | Uint8Array>,
): Omit<Manifest, 'seal'> {
  const { name, version, lineage, signature, decisions, metrics, candidate, libraries } = contents;
  return {
    format: bundleFormat,
    name,
    version,
    createdAt: contents.createdAt ?? new Date().toISOString(),
    lineage,
    files: Object.fromEntries(
      [...files].map(([file, content]) => [
        file,
        { sha256: sha256(content), bytes: Buffer.byteLength(content) },
      ]),
    ),
    signature,
    layers: layersOf(contents.model.topology),
    decisions,
    metrics,
    candidate,
    libraries,
  };
}

function existsAlready(directory: string): RampartError {
  return new RampartError('bundle', {
    where: directory,
    expected: 'a directory that does not exist yet, because a bundle is never changed',
    received: 'an existing one',
    fix: 'Write to another version.',
  });
}
