import { quote } from '../errors.ts';
import { ExpressionError, language } from './fault.ts';

/** A piece of an expression's text; `at` is its position, `end` the position after it. */
export type Token = { readonly at: number; readonly end: number } & (
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  /** A column, a function, or one of the words true, false and null. */
  | { readonly type: 'name'; readonly value: string }
  | { readonly type: 'sign'; readonly value: string }
  | { readonly type: 'end'; readonly value: '' }
);

const blank = /\s*/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{ID_Continue}$.])/uy;
const text = /'(?:[^'\\\n\r]|\\[^\n\r])*'|"(?:[^"\\\n\r]|\\[^\n\r])*"/uy;
const name = /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy;
const sign = /===|!==|\*\*|[<>=!]=|&&|\|\||[-+*/%<>!?:()[\],.]/y;

/** Cuts an expression into its pieces. Throws an ExpressionError at the first character that begins none. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  for (;;) {
    take(blank);
    const start = at;
    if (start === source.length) {
      tokens.push({ type: 'end', value: '', at: start, end: start });
      return tokens;
    }
    const place = (end: number) => ({ at: start, end });
    let found = take(number);
    if (found !== undefined) {
      const value = Number(found);
      if (!Number.isFinite(value)) throw refused(start, 'a finite number', found);
      tokens.push({ type: 'number', value, ...place(at) });
      continue;
    }
    found = take(text);
    if (found !== undefined) {
      tokens.push({ type: 'text', value: unescaped(found.slice(1, -1), start), ...place(at) });
      continue;
    }
    found = take(name);
    if (found !== undefined) {
      tokens.push({ type: 'name', value: found, ...place(at) });
      continue;
    }
    found = take(sign);
    if (found === undefined) throw strayCharacter(source, start);
    tokens.push({ type: 'sign', value: found, ...place(at) });
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescaped(body: string, at: number): string {
  return body.replace(/\\(u[0-9a-fA-F]{4}|.)/gu, (_, escape: string) => {
    const plain = escapes[escape];
    if (plain !== undefined) return plain;
    if (/^u[0-9a-fA-F]{4}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    throw refused(
      at,
      'a text with the escapes \\n, \\r, \\t, \\\\, \\\', \\" and \\u0000 only',
      `\\${escape}`,
    );
  });
}

function strayCharacter(source: string, at: number): ExpressionError {
  const character = String.fromCodePoint(source.codePointAt(at)!);
  if (character === '=') {
    return new ExpressionError({ at, expected: 'no assignment', received: '`=`', fix: 'Compare with `==`.' });
  }
  if (character === "'" || character === '"') return refused(at, 'a closing quote in the same line', 'none');
  if (/\d/.test(character)) {
    return refused(at, 'a number as 12, 0.5 or 1e-3', quote(source.slice(at, at + 12)));
  }
  return refused(at, 'a column, a literal, an operator or a function', quote(character));
}

function refused(at: number, expected: string, received: string): ExpressionError {
  return new ExpressionError({ at, expected, received, fix: language });
}
