import { quote } from '../errors.ts';
import type { Json } from '../digest.ts';

/** Any cell of any source as plain JSON: what JSON has no word for is kept as the text that stands for it. */
export function plainJson(value: unknown): Json {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return `0x${hexOf(value)}`;
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<unknown>, plainJson);
  if (typeof value !== 'object') return quote(value);
  // Values of the MongoDB driver know how they are written; their own fields say nothing.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return 'toJSON' in value ? quote(value) : String(value as { toString(): string });
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainJson(member)]));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
