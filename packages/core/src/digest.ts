import { plainSha256 } from './sha256.ts';

/** Plain data that JSON can hold without loss. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

// Asked for rather than imported: a bundler for browsers chokes on the import, and a browser has no `process`.
const crypto = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule?.(
  'node:crypto',
);
const encoder = new TextEncoder();

/** SHA-256 of bytes or of a text's UTF-8, in lower-case hex; by node:crypto where there is Node, else in plain JavaScript. */
export function sha256(content: Uint8Array | string): string {
  // At once: an object for each digest takes twice the time where there is one for each row.
  if (crypto?.hash !== undefined) return crypto.hash('sha256', content);
  return plainSha256(typeof content === 'string' ? encoder.encode(content) : content);
}

/**
 * JSON with sorted keys and no blanks, so that equal data give equal text (after RFC 8785). Keys whose value
 * is undefined are left out; numbers that JSON cannot hold throw a TypeError rather than become null.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`canonicalJson: expected a finite number, received ${value}`);
  }
  if (
    value === null ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    typeof value === 'string'
  ) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  // A Map, a Date or an object of a class would give the digest of its own keys, often none.
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value as Record<string, unknown>)
      .filter(([, member]) => member !== undefined)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(
    `canonicalJson: expected plain data, received ${Object.prototype.toString.call(value)}`,
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** SHA-256 of plain data, independent of the order of keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
