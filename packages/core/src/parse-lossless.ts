import { beyondDouble } from './schema/columns/exact-decimal.ts';

/**
 * `JSON.parse`, but a number that a double does not hold keeps its digits: an integer beyond 2^53 comes as bigint, a
 * decimal fraction as the text that writes it. What is beyond all doubles (1e400) is infinite, as it is to `JSON.parse`.
 * Throws a SyntaxError as `JSON.parse` does. A text without a number of 16 characters costs one search more.
 */
export function parseLossless(text: string): unknown {
  const inexact = inexactNumbers(text);
  if (inexact.length === 0) return JSON.parse(text);
  const mark = unusedMark(text);
  let marked = '';
  let done = 0;
  for (const { index, number } of inexact) {
    marked += `${text.slice(done, index)}"${escaped(mark)}${number}"`;
    done = index + number.length;
  }
  return restored(JSON.parse(marked + text.slice(done)), mark);
}

const longNumber = /-?\d[\d.eE+-]{15,}/g;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The numbers, outside of strings, that a double does not hold, with their places. */
function inexactNumbers(text: string): { readonly index: number; readonly number: string }[] {
  const found: { index: number; number: string }[] = [];
  let at = 0;
  let inString = false;
  for (const { 0: number, index } of text.matchAll(longNumber)) {
    for (; at < index; at++) {
      const code = text.charCodeAt(at);
      if (code === 34 /* " */) inString = !inString;
      // What an escape stands for ends no string.
      else if (code === 92 /* \ */ && inString) at++;
    }
    if (inString || !jsonNumber.test(number)) continue;
    const value = Number(number);
    if (isInexact(number, value)) found.push({ index, number });
  }
  return found;
}

/** Integers beyond 2^53 are among them even where a double has the same value: it has that of others too. */
function isInexact(number: string, value: number): boolean {
  if (integer.test(number)) return !Number.isSafeInteger(value);
  return Number.isFinite(value) && beyondDouble(number, value) !== undefined;
}

const integer = /^-?\d+$/;

const control = '\u0001';

/** What no string of the text begins with: JSON has control characters as escapes alone, so these can be looked for. */
function unusedMark(text: string): string {
  let mark = control;
  while (text.includes(escaped(mark))) mark += mark;
  return mark;
}

function escaped(mark: string): string {
  return String.raw`\u0001`.repeat(mark.length);
}

/** A value with its marked strings as the numbers that they stand for. */
function restored(value: unknown, mark: string): unknown {
  const numberOf = (marked: string) => {
    const number = marked.slice(mark.length);
    return integer.test(number) ? BigInt(number) : number;
  };
  const isMarked = (inner: unknown): inner is string => typeof inner === 'string' && inner.startsWith(mark);
  if (isMarked(value)) return numberOf(value);
  // Not by recursion: JSON.parse takes any depth.
  const open = [value];
  while (open.length > 0) {
    const holder = open.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, inner] of Object.entries(holder)) {
      if (!isMarked(inner)) open.push(inner);
      // An assignment to `__proto__` would go astray.
      else Object.defineProperty(holder, key, { ...property, value: numberOf(inner) });
    }
  }
  return value;
}

const property = { writable: true, enumerable: true, configurable: true };
