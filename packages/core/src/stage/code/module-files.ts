import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { sha256 } from '../../digest.ts';
import { packageOf } from './find-package.ts';
import { type ModuleText, readModuleText } from './module-text.ts';
import { type Resolved, resolveModule } from './resolve-module.ts';

/** Everything that a module is made of. */
export interface ModuleFiles {
  /** Its own file and those it needs: name of the package and path in it → SHA-256. */
  readonly files: ReadonlyMap<string, string>;
  /** Name of a package whose files are among these → the installed packages that they import. */
  readonly libraries: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A file as it was read, with what it names. */
interface ReadFile extends ModuleText {
  readonly name: string;
  /** Name of its package. */
  readonly owner: string;
  readonly sha256: string;
  /** Specifier → what it means here. */
  readonly resolved: Map<string, Resolved>;
}

type Names = readonly string[] | 'all';

const readFiles = new Map<string, ReadFile>();

/**
 * Follows what a module imports, step by step, within its own package and those of the same workspace. A file that
 * only hands on names of others (an index) does not count itself: of what it names, the files of the names that are
 * asked for do. Files that are started or read by their place (`new URL('./worker.js', import.meta.url)`) count,
 * imports of types alone do not. So a file counts where its text may decide what the module computes; one that does
 * something by being imported must be imported by whoever needs it.
 */
export function moduleFiles(entry: string): ModuleFiles {
  const files = new Map<string, string>();
  const libraries = new Map<string, Set<string>>();
  const taken = new Set<string>();

  function take(path: string, names: Names): void {
    const file = readFile(path);
    const step = file.isList ? `${path} ${String(names)}` : path;
    if (taken.has(step)) return;
    taken.add(step);
    if (file.isList && names !== 'all') {
      for (const name of names) for (const [specifier, of] of listed(file, name)) follow(path, specifier, of);
      return;
    }
    if (!file.isList) files.set(file.name, file.sha256);
    for (const one of file.imports) follow(path, one.specifier, one.names);
  }

  function follow(from: string, specifier: string, names: Names): void {
    const { resolved, owner } = readFile(from);
    const found = resolved.get(specifier) ?? resolveModule(from, specifier);
    resolved.set(specifier, found);
    if ('file' in found) take(found.file, names);
    else if ('library' in found) {
      libraries.set(owner, (libraries.get(owner) ?? new Set()).add(found.library));
    }
  }

  take(entry, 'all');
  return { files, libraries };
}

/** Where a list has a name from: every module of which it hands on all, where it does not state the name. */
function listed({ handed, stars }: ModuleText, name: string): (readonly [string, Names])[] {
  const known = handed.get(name);
  if (known === undefined) return stars.map((specifier) => [specifier, [name]]);
  return [[known.specifier, known.name === '*' ? 'all' : [known.name]]];
}

const noCode: ModuleText = { imports: [], isList: false, handed: new Map(), stars: [] };

function readFile(path: string): ReadFile {
  const known = readFiles.get(path);
  if (known !== undefined) return known;
  const content = readFileSync(path);
  const holder = packageOf(path);
  const owner = holder?.name ?? '';
  const inPackage = holder === undefined ? path : relative(holder.directory, path);
  const file = {
    ...(/\.[cm]?[jt]sx?$/.test(path) ? readModuleText(content.toString()) : noCode),
    name: [owner, ...inPackage.split(sep)].join('/'),
    owner,
    sha256: sha256(content),
    resolved: new Map<string, Resolved>(),
  };
  readFiles.set(path, file);
  return file;
}
