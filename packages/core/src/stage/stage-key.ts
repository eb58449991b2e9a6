import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../digest.ts';
import { asFileFact } from './file-fact.ts';

/** The file beside an artifact that says what determined it. */
export const keyFile = 'key.json';

/** What determined an artifact: dotted name of each part, such as `config.training.epochs`, → its digest. */
export type KeyParts = Readonly<Record<string, string>>;

const keyDocument = z.object({
  parts: z.record(z.string(), z.string()),
  /** SHA-256 of the artifact's own document. */
  artifact: z.string(),
});

/** Parts are told apart down to this depth; what lies deeper is a part as a whole. */
const deepest = 4;

/**
 * The parts of plain data, each with its digest. A file counts by its size and SHA-256, wherever it lies; members that
 * are undefined do not count.
 */
export function keyParts(determinants: Readonly<Record<string, unknown>>): KeyParts {
  return Object.fromEntries(partsOf(withoutPaths(determinants), []));
}

function partsOf(value: unknown, names: readonly string[]): [string, string][] {
  if (value === undefined) return [];
  const members = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const entries = names.length < deepest ? Object.entries(members) : [];
  if (entries.length === 0) return [[names.join('.'), digestOf(value)]];
  // A name with a dot in it is quoted, so that no two parts have one name.
  return entries.flatMap(([name, member]) =>
    partsOf(member, [...names, /^[^."]+$/.test(name) ? name : JSON.stringify(name)]),
  );
}

/** Plain data with file facts that say what a file holds and not where it is. */
function withoutPaths(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPaths);
  const fact = asFileFact(value);
  // With members beside those of a fact it is more than a file.
  if (fact !== undefined && Object.keys(value).length === Object.keys(fact).length)
    return `${fact.bytes} bytes, SHA-256 ${fact.sha256}`;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutPaths(member)]));
}

/** The name of the directory of an artifact with these determinants. */
export function keyOf(parts: KeyParts): string {
  return digestOf(parts).slice(0, 16);
}

/** The text of the file beside an artifact; `artifact` is the SHA-256 of the artifact's document. */
export function keyText(parts: KeyParts, artifact: string): string {
  return `${JSON.stringify({ parts, artifact }, undefined, 2)}\n`;
}

/** What the file beside an artifact says; undefined where it cannot be read. */
export async function readKey(directory: string): Promise<z.infer<typeof keyDocument> | undefined> {
  try {
    const text = await readFile(join(directory, keyFile), 'utf8');
    return keyDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What the newest artifact in a stage's directory was determined by; undefined where there is none. */
export async function newestKey(directory: string): Promise<KeyParts | undefined> {
  const names = await readdir(directory).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => ({
      path: join(directory, name),
      made: (await stat(join(directory, name, keyFile)).catch(() => undefined))?.mtimeMs,
    })),
  );
  const [newest] = dated
    .filter(({ made }) => made !== undefined)
    .toSorted((left, right) => right.made! - left.made!);
  return newest && (await readKey(newest.path))?.parts;
}

/** The names of the parts that differ, in the order of the later ones; parts that have gone come last. */
export function changedParts(earlier: KeyParts, later: KeyParts): string[] {
  const gone = Object.keys(earlier).filter((name) => !Object.hasOwn(later, name));
  return [...Object.keys(later).filter((name) => earlier[name] !== later[name]), ...gone];
}
