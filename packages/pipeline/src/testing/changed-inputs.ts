import { fileFact } from '@rampart/core';

/** Plain data at a dotted path; undefined where there is nothing. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (Object(value) as Record<string, unknown>)[name], data);
}

/** A copy with another value at a dotted path. */
export function changedAt<T>(data: T, path: string, value: unknown): T {
  const copy = structuredClone(data);
  const names = path.split('.');
  const parent = names
    .slice(0, -1)
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], copy);
  (parent as Record<string, unknown>)[names.at(-1)!] = value;
  return copy;
}

/** Another value of the same kind. */
export function otherValue(value: unknown): unknown {
  const fact = fileFact.strict().safeParse(value).data;
  if (fact !== undefined)
    return { ...fact, sha256: fact.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) };
  if (typeof value === 'number') return value === 0 ? 1 : value / 2;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['x'];
  return { other: 1 };
}

/**
 * The paths of everything in plain data that can be changed alone: single values, files, and lists as wholes. Of the
 * members that the objects of a list have, each is there once.
 */
export function changeablePaths(data: unknown): string[] {
  return pathsIn(data, '');
}

function pathsIn(value: unknown, path: string): string[] {
  const own = path === '' ? [] : [path];
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || fileFact.strict().safeParse(value).success) return own;
  const inside = (name: string, inner: unknown) => pathsIn(inner, path === '' ? name : `${path}.${name}`);
  if (!Array.isArray(value)) {
    const entries = Object.entries(value);
    return entries.length === 0 ? own : entries.flatMap(([name, inner]) => inside(name, inner));
  }
  const known = new Set<string>();
  const members = (value as unknown[]).flatMap((item, at) =>
    (typeof item === 'object' ? inside(String(at), item) : []).filter((found) => {
      const member = found.slice(`${path}.${at}.`.length);
      return !known.has(member) && known.add(member);
    }),
  );
  return [...own, ...members];
}
