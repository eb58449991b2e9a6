import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RampartError } from '../errors.ts';
import { publishDirectory } from '../files/publish-directory.ts';
import { removeStaleTemporaries } from '../files/remove-stale-temporaries.ts';
import { withTemporaryDirectory } from '../files/with-temporary-directory.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { readBundle, readManifest } from '../bundle/read-bundle.ts';

const versionName = /^[1-9]\d*$/;
/** What an alias may be called: never a version number, so that no alias stands where a version belongs, and never a path. */
export const aliasName = /^[A-Za-z][A-Za-z0-9_-]*$/;
const aliasFile = z.strictObject({ version: z.string().regex(versionName) });

/** The versions in a registry directory, oldest first; none where the directory does not exist. */
export async function listVersions(registryDir: string): Promise<string[]> {
  const names = await readdir(registryDir).catch(ifAbsent<string[]>([]));
  return names
    .filter((name) => versionName.test(name))
    .toSorted((left, right) => Number(left) - Number(right));
}

/** The version after the newest, as text; one in production counts even where its directory is gone. */
export async function nextVersion(registryDir: string): Promise<string> {
  const newest = (await listVersions(registryDir)).at(-1) ?? 0;
  const alias = (await readAlias(registryDir, 'production')) ?? 0;
  return String(Math.max(Number(newest), Number(alias)) + 1);
}

/**
 * Publishes the next version. `write` makes a bundle of that version at the temporary directory, which does not
 * exist yet; it is verified and then renamed, so that a version is there whole or not at all. Where another
 * process takes the number first, `write` is called again with the next one. Returns the version.
 */
export async function publishVersion(
  registryDir: string,
  write: (temporaryDir: string, version: string) => Promise<unknown>,
): Promise<string> {
  await removeStaleTemporaries(registryDir);
  for (let refused = ''; ; ) {
    const version = await nextVersion(registryDir);
    const final = join(registryDir, version);
    // The number is still free, yet the rename was refused: trying again would never end.
    if (version === refused) throw notWritable(final);
    const published = await withTemporaryDirectory(registryDir, async (parent) => {
      const temporary = join(parent, version);
      await write(temporary, version);
      const { manifest } = await readBundle(temporary);
      if (manifest.version !== version) throw wrongVersion(temporary, version, manifest.version);
      return publishDirectory(temporary, final);
    });
    if (published) return version;
    refused = version;
  }
}

function notWritable(where: string): RampartError {
  return new RampartError('bundle', {
    where,
    expected: 'to make this directory',
    received: 'a refusal by the file system',
    fix: 'Check the rights of the registry directory.',
  });
}

function wrongVersion(where: string, expected: string, received: string): RampartError {
  return new RampartError('bundle', { where, expected: `a bundle of version ${expected}`, received });
}

/** The version an alias such as `production` names; undefined where the alias has not been set. */
export async function readAlias(registryDir: string, alias: string): Promise<string | undefined> {
  const where = join(registryDir, checkedAlias(alias));
  const text = await readFile(where, 'utf8').catch(ifAbsent(undefined));
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = aliasFile.safeParse(value);
  if (parsed.success) return parsed.data.version;
  throw new RampartError('bundle', {
    where,
    expected: 'an alias such as {"version":"3"}',
    received: JSON.stringify(text.slice(0, 60)),
    fix: 'Move the alias again to the version it should name.',
  });
}

/** Makes an alias name a version, at once for every reader. Throws a RampartError('bundle') where that version is not there. */
export async function moveAlias(registryDir: string, alias: string, version: string): Promise<void> {
  const file = join(registryDir, checkedAlias(alias));
  if (!versionName.test(version)) {
    throw new RampartError('bundle', { where: file, expected: 'a version number', received: version });
  }
  await readManifest(join(registryDir, version));
  await writeFileAtomic(file, `${JSON.stringify({ version })}\n`);
}

function checkedAlias(alias: string): string {
  if (aliasName.test(alias)) return alias;
  throw new RampartError('bundle', {
    where: 'the name of an alias',
    expected: 'a letter, then letters, digits, `_` and `-`',
    received: JSON.stringify(alias),
  });
}

function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
