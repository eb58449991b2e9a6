import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RampartError } from '../errors.ts';
import { manifestFile } from '../bundle/manifest.ts';
import { aliasName, listVersions, readAlias } from './registry.ts';

/**
 * The bundle that a path means: the path itself where it is a bundle, the version in production where it is a
 * registry, the version an alias file names. Throws a RampartError('bundle') for anything else.
 */
export async function resolveBundle(path: string): Promise<string> {
  const kind = await kindOf(path);
  if (kind === 'directory' && (await kindOf(join(path, manifestFile))) !== undefined) return path;
  const [registry, alias] = kind === 'file' ? [dirname(path), basename(path)] : [path, 'production'];
  const version = kind && aliasName.test(alias) ? await readAlias(registry, alias) : undefined;
  if (version !== undefined) return join(registry, version);
  const versions = kind === 'directory' ? await listVersions(path) : [];
  throw new RampartError('bundle', {
    where: path,
    expected: `a bundle (a directory with ${manifestFile}) or a registry with a version in production`,
    received: kind === undefined ? 'nothing' : `a ${kind} that is neither`,
    fix:
      versions.length > 0
        ? `No version is in production: name one, such as ${join(path, versions.at(-1)!)}.`
        : 'Give a directory that a run has pushed, such as runs/phishing/bundles/phishing.',
  });
}

async function kindOf(path: string): Promise<'file' | 'directory' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : found.isDirectory() ? 'directory' : 'file';
}
