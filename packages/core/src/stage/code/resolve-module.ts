import { statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { exportedFile, findPackage } from './find-package.ts';

/** What a specifier means: a file of the workspace, an installed package by name, or nothing that counts. */
export type Resolved = { readonly file: string } | { readonly library: string } | { readonly absent: true };

/** What a file means by the specifier of another module. */
export function resolveModule(from: string, specifier: string): Resolved {
  if (/^\.{1,2}\//.test(specifier)) {
    const file = fileBeside(from, specifier);
    return file === undefined ? { absent: true } : { file };
  }
  if (isBuiltin(specifier)) return { absent: true };
  const [, name, subpath] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier)!;
  const found = findPackage(name!, from);
  if (found === undefined) return { absent: true };
  const own = extname(from) === '.ts' ? ['@rampart/source'] : [];
  const file = found.installed
    ? undefined
    : exportedFile(found, `.${subpath}`, [...own, 'import', 'node', 'default']);
  return file === undefined ? { library: name! } : { file };
}

/** The file that a relative specifier means; sources are named as the build names them, or as they are. */
function fileBeside(from: string, specifier: string): string | undefined {
  const path = join(dirname(from), specifier);
  if (isFile(path)) return path;
  const candidates = [
    path.replace(/\.([cm]?)js$/, '.$1ts'),
    ...['.ts', '.js', '.mjs', '.cjs'].flatMap((ending) => [path + ending, join(path, `index${ending}`)]),
  ];
  return candidates.find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
