import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path below `packages/`, with `/`, → source text. */
export type Sources = ReadonlyMap<string, string>;

const packages = fileURLToPath(new URL('../../../', import.meta.url));

/** All TypeScript sources of the packages of these names, tests among them. */
export function readSources(names: readonly string[]): Sources {
  const sources = new Map<string, string>();
  for (const name of names) {
    for (const entry of readdirSync(join(packages, name, 'src'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[cm]?tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(relative(packages, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return sources;
}

/** Every module that a source text names in an import, an export or a call of import() or require(). */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  const pattern =
    /\b(?:from|import)\s*(['"])(?<a>[^'"\n]+)\1|\b(?:import|require|resolve)\s*\(\s*(['"`])(?<b>[^'"`\n]+)\3/g;
  return [...code.matchAll(pattern)].map(({ groups }) => groups!.a ?? groups!.b!);
}

/** The text without the imports and exports that are erased before it runs. */
export function withoutTypes(text: string): string {
  return text.replace(/^\s*(?:import|export)\s+type\s+(?:\{[^}]*\}|\*\s+as\s+\w+|\*|\w+)\s+from\s.*$/gm, '');
}

/** The source file that a relative import means. */
export function target(from: string, specifier: string): string {
  return join(dirname(from), specifier).split(sep).join('/').replace(/\.js$/, '.ts');
}

/** The files that each file imports by a relative path, imports of types among them. */
export function importGraph(sources: Sources): Map<string, string[]> {
  return new Map(
    [...sources].map(([path, text]) => [
      path,
      importsOf(text).flatMap((specifier) => (specifier.startsWith('.') ? [target(path, specifier)] : [])),
    ]),
  );
}

/** Every circle of a graph, as the nodes that can be reached from each other, a group of at least two or one that names itself. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (node: string) => {
    number.set(node, number.size);
    lowest.set(node, number.get(node)!);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!number.has(next)) visit(next);
      else if (!open.includes(next)) continue;
      lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== number.get(node)) return;
    const group = open.splice(open.indexOf(node));
    if (group.length > 1 || graph.get(node)!.includes(node)) found.push(group.sort());
  };
  for (const node of graph.keys()) if (!number.has(node)) visit(node);
  return found;
}
