import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** What is read of a package.json; Node has read it before, so that it is sound. */
interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly exports?: unknown;
}

/** A package on disk. */
export interface Package extends PackageJson {
  /** Absolute path, without links. */
  readonly directory: string;
  /** Whether it was installed from elsewhere, so that its version tells what it is. */
  readonly installed: boolean;
}

const holders = new Map<string, Package | undefined>();

/** The package that holds a file; undefined where there is none. */
export function packageOf(file: string): Package | undefined {
  const folder = dirname(file);
  if (!holders.has(folder)) {
    const found = readPackage(folder);
    const isTop = folder === dirname(folder);
    holders.set(folder, found?.name !== undefined || isTop ? found : packageOf(folder));
  }
  return holders.get(folder);
}

/** The package that a file means by a name; undefined where it is not installed. */
export function findPackage(name: string, file: string): Package | undefined {
  const own = packageOf(file);
  if (own?.name === name) return own;
  // What is installed for a package lies beside it or above, never among its sources.
  for (const directory of foldersAbove(own === undefined ? file : join(own.directory, 'package.json'))) {
    const found = readPackage(join(directory, 'node_modules', name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The file that a package's `exports` name for a subpath (`.`, `./tensor`), under the first of these conditions that it knows. */
export function exportedFile(
  of: Package,
  subpath: string,
  conditions: readonly string[],
): string | undefined {
  const { main = 'index.js', exports = subpath === '.' ? main : subpath } = of;
  const entries = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  let target: unknown = entries ? exports[subpath] : subpath === '.' || !of.exports ? exports : undefined;
  while (isRecord(target)) {
    const known: Record<string, unknown> = target;
    const condition = Object.keys(known).find((key) => conditions.includes(key));
    target = condition === undefined ? undefined : known[condition];
  }
  if (typeof target !== 'string') return undefined;
  const file = join(of.directory, target);
  return existsSync(file) ? file : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* foldersAbove(file: string): Generator<string> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

const known = new Map<string, Package | undefined>();

function readPackage(directory: string): Package | undefined {
  if (!known.has(directory)) known.set(directory, parsePackage(directory));
  return known.get(directory);
}

function parsePackage(directory: string): Package | undefined {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return undefined;
  const real = realpathSync.native(directory);
  const { name, version, main, exports } = JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(main !== undefined && { main }),
    exports,
    directory: real,
    installed: real.split(sep).includes('node_modules'),
  };
}
