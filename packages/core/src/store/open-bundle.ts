import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decodeBundle } from '../bundle/decode-bundle.ts';
import { manifestFile } from '../bundle/manifest.ts';
import type { Bundle } from '../bundle/model-package.ts';
import { RampartError } from '../errors.ts';
import { readBundleDirectory } from './bundle-directory.ts';
import type { BundleStore } from './bundle-store.ts';
import { DirectoryStore } from './directory-store.ts';
import { isAliasName } from './numbered-ledger.ts';

/** The store at an address: the path of a directory, which need not be there yet. */
export function openStore(address: string): BundleStore {
  return new DirectoryStore(address);
}

/**
 * The bundle that a path means, with every check: the path itself where it is a bundle, the version in production where
 * it is a store, the version of an alias where it is one in a store. Throws a RampartError('bundle') for anything else.
 */
export async function openBundle(path: string): Promise<Bundle> {
  const directory = (await bundleAt(path)) ?? (await refuse(path));
  return decodeBundle(await readBundleDirectory(directory), directory);
}

/** The directory of the bundle that a path means; undefined where it means none. */
export async function bundleAt(path: string): Promise<string | undefined> {
  const kind = await kindOf(path);
  if (kind === 'directory' && (await kindOf(join(path, manifestFile))) !== undefined) return path;
  const [store, alias] = kind === 'directory' ? [path, 'production'] : [dirname(path), basename(path)];
  const version = isAliasName(alias) ? await openStore(store).alias(alias) : undefined;
  return version === undefined ? undefined : join(store, version);
}

async function refuse(path: string): Promise<never> {
  const kind = await kindOf(path);
  const versions = kind === 'directory' ? await openStore(path).versions() : [];
  const near = kind === 'directory' ? await registriesBelow(path) : [];
  throw new RampartError('bundle', {
    where: path,
    expected: `a bundle (a directory with ${manifestFile}) or a registry with a version in production`,
    received: kind === undefined ? 'nothing' : `a ${kind} that is neither`,
    fix:
      versions.length > 0
        ? `No version is in production: name one, such as ${join(path, versions.at(-1)!)}.`
        : near.length > 0
          ? `Did you mean ${near.map((one) => `\`${one}\``).join(' or ')}?`
          : 'Give a directory that a run has pushed, such as runs/phishing/bundles/phishing.',
  });
}

/** The registries in a directory that holds several, or in the directory of the runs that made them. */
async function registriesBelow(path: string, most = 3): Promise<string[]> {
  const found: string[] = [];
  for (const folder of [path, join(path, 'bundles')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (found.length < most && (await bundleAt(join(folder, name))) !== undefined)
        found.push(join(folder, name));
    }
  }
  return found;
}

async function kindOf(path: string): Promise<'file' | 'directory' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : found.isDirectory() ? 'directory' : 'file';
}
