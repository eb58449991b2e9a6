import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { digestOf } from '../../digest.ts';
import { findPackage, packageOf } from './find-package.ts';
import { moduleFiles } from './module-files.ts';

/** What a module's code is. */
export interface StageCode {
  /** Of the texts of all files that it is made of. */
  readonly digest: string;
  /** Installed package that they import → its version. */
  readonly libraries: Readonly<Record<string, string>>;
}

const builtCode = z.object({
  digest: z.string(),
  /** Name of a package → the installed packages that its files import. */
  libraries: z.record(z.string(), z.array(z.string())),
});
type BuiltCode = z.infer<typeof builtCode>;

/** The file in a package's `dist` that says what its modules were made of when it was built. */
export const builtCodeFile = 'stage-code.json';

const known = new Map<string, StageCode>();

/**
 * The code of a module, by its URL. A published package brings the digests that its build wrote; elsewhere the files
 * themselves are read, once a process.
 */
export function stageCode(module: string): StageCode {
  let code = known.get(module);
  if (code === undefined) {
    const file = realpathSync.native(fileURLToPath(module));
    const { digest, libraries } = published(file) ?? readCode(file);
    code = { digest, libraries: versionsOf(libraries, file) };
    known.set(module, code);
  }
  return code;
}

/** What a module is made of, as a build writes it down; `file` is absolute. */
export function readCode(file: string): BuiltCode {
  const { files, libraries } = moduleFiles(file);
  return {
    digest: digestOf(Object.fromEntries(files)),
    libraries: Object.fromEntries([...libraries].map(([owner, names]) => [owner, [...names].sort()])),
  };
}

/** What the build has written. Beside the sources it may be older than what is run, so that it does not count there. */
function published(file: string): BuiltCode | undefined {
  const directory = packageOf(file)?.directory;
  if (directory === undefined || existsSync(join(directory, 'src'))) return undefined;
  const written = join(directory, 'dist', builtCodeFile);
  if (!existsSync(written)) return undefined;
  const all = z.record(z.string(), builtCode).parse(JSON.parse(readFileSync(written, 'utf8')));
  return all[relative(directory, file).split(sep).join('/')];
}

/** The versions of libraries as they are installed; one that is not there, since it is optional, has none. */
function versionsOf(libraries: BuiltCode['libraries'], file: string): Record<string, string> {
  const versions = new Map<string, Set<string>>();
  for (const [owner, names] of Object.entries(libraries)) {
    const from = findPackage(owner, file)?.directory;
    for (const name of names) {
      const version = findPackage(name, from === undefined ? file : join(from, 'package.json'))?.version;
      if (version !== undefined) versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  return Object.fromEntries([...versions].map(([name, found]) => [name, [...found].sort().join(', ')]));
}
