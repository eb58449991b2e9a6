import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type PackageName, root } from './packed-packages.ts';

/** What of a package.json is held against what the package has. */
export interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly repository: { readonly directory: string };
  readonly keywords: readonly string[];
}

/** Reads the package.json of a folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/'));

/** Asserts that an installed package has all that its package.json names, and nothing that belongs to the workspace. */
export async function holdsWhatItSays(name: PackageName, folder: string): Promise<void> {
  const { exports, bin = {}, repository, keywords } = await readManifest(folder);
  const files = await filesIn(folder);
  const named = [...Object.values(exports).flatMap((paths) => Object.values(paths)), ...Object.values(bin)];
  for (const path of [...named, './README.md', './LICENSE', './CHANGELOG.md']) {
    assert.ok(files.includes(path.slice('./'.length)), path);
  }
  assert.equal(
    files.filter((file) => /\.map$|\.test\.|\/testing\/|^src\//.test(file)),
    [],
  );
  assert.is(repository.directory, `packages/${name}`);
  assert.ok(keywords.length > 3);
  await exportsWhatTheWorkspaceDoes(name, exports);
  const sources = await filesIn(join(root, 'packages', name, 'src'));
  const known = new Set(sources.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`));
  assert.equal(
    files.filter((file) => file.endsWith('.js') && !known.has(file)),
    [],
    'these have no source: remove the folder dist and build anew',
  );
}

/** The package's entries are those of the workspace, without their sources and without what is there for tests alone. */
async function exportsWhatTheWorkspaceDoes(name: PackageName, exports: Manifest['exports']): Promise<void> {
  const own = await readManifest(join(root, 'packages', name));
  const forUsers = (conditions: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== '@rampart/source'));
  const published = Object.entries(own.exports)
    .filter(([path]) => !path.startsWith('./testing'))
    .map(([path, conditions]) => [path, forUsers(conditions)] as const);
  assert.equal(exports, Object.fromEntries(published));
}
