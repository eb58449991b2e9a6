import type { Cell } from '../table.ts';
import { type NumberLoop, numberLoops, type PairLoop, pairLoops, testLoops } from './number-loops.ts';
import { timeFunctions, utcweek } from './time-functions.ts';

/** The type of a value in an expression. */
export type ValueType = 'number' | 'text' | 'boolean';

/** What an argument must be: a value of that type, or a text written out in the expression. */
export type ArgumentType = 'number' | 'text' | 'literal text';

/** How a function may be called. */
interface Signature {
  /** The arguments in order. */
  readonly takes: readonly ArgumentType[];
  /** How many of them must be given; all where left out. */
  readonly least?: number;
  /** Whether the last one may come any number of times. */
  readonly repeated?: boolean;
}

/** One of the functions: how it may be called and how its value is computed, in one of three ways. */
export type FunctionRule = Signature &
  (
    | { readonly gives: 'number' | 'boolean'; readonly loop: NumberLoop }
    | { readonly gives: 'number'; readonly pairLoop: PairLoop }
    /** It is not called where an argument is missing, and its value is missing too. */
    | { readonly gives: ValueType; readonly value: (...args: never[]) => Cell | boolean }
  );

const search = { takes: ['text', 'text'], gives: 'boolean' } as const;
const position = { takes: ['text', 'text'], gives: 'number' } as const;
const part = { takes: ['text', 'number', 'number'], least: 2, gives: 'text' } as const;

const textFunctions: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  normalize: (text) => text.normalize(),
  // By code units, as arquero does it.
  reverse: (text) => text.split('').reverse().join(''),
  trim: (text) => text.trim(),
  upper: (text) => text.toUpperCase(),
};

/** A number as the lower bound of its bin, or of a later one. */
function bin(value: number, min: number, max: number, step: number, offset = 0): number {
  if (value < min) return Number.NEGATIVE_INFINITY;
  if (value > max) return Number.POSITIVE_INFINITY;
  return min + step * Math.floor(1e-14 + (value - min) / step + offset);
}

/**
 * The functions that an expression may call: those of arquero, under its names, that give one number, text or flag
 * for the values of one row, the same on every machine and at every time.
 */
export const functionRules: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ...rules(numberLoops, (loop) => ({ takes: ['number'], gives: 'number', loop })),
  ...rules(timeFunctions, (value) => ({ takes: ['number'], gives: 'number', value })),
  ['clz32', { takes: ['number'], gives: 'number', value: Math.clz32 }],
  ['pow', { takes: ['number', 'number'], gives: 'number', pairLoop: pairLoops.pow }],
  ['atan2', { takes: ['number', 'number'], gives: 'number', pairLoop: pairLoops.atan2 }],
  ['greatest', { takes: ['number'], repeated: true, gives: 'number', pairLoop: pairLoops.greatest }],
  ['least', { takes: ['number'], repeated: true, gives: 'number', pairLoop: pairLoops.least }],
  [
    'bin',
    { takes: ['number', 'number', 'number', 'number', 'number'], least: 4, gives: 'number', value: bin },
  ],
  ...rules(testLoops, (loop) => ({ takes: ['number'], gives: 'boolean', loop })),
  ['utcweek', { takes: ['number', 'number'], least: 1, gives: 'number', value: utcweek }],
  [
    'utcdatetime',
    { takes: Array.from({ length: 7 }, () => 'number' as const), least: 1, gives: 'number', value: Date.UTC },
  ],
  ...rules(textFunctions, (value) => ({ takes: ['text'], gives: 'text', value })),
  ['substring', { ...part, value: (text: string, from: number, to?: number) => text.substring(from, to) }],
  ['slice', { ...part, value: (text: string, from: number, to?: number) => text.slice(from, to) }],
  // Only with texts written out: what `$&` in a column's value does could grow without bound.
  [
    'replace',
    {
      takes: ['text', 'literal text', 'literal text'],
      gives: 'text',
      value: (text: string, old: string, other: string) => text.replace(old, other),
    },
  ],
  ['length', { takes: ['text'], gives: 'number', value: (text: string) => text.length }],
  ['indexof', { ...position, value: (text: string, sought: string) => text.indexOf(sought) }],
  ['lastindexof', { ...position, value: (text: string, sought: string) => text.lastIndexOf(sought) }],
  ['endswith', { ...search, value: (text: string, sought: string) => text.endsWith(sought) }],
  ['includes', { ...search, value: (text: string, sought: string) => text.includes(sought) }],
  ['startswith', { ...search, value: (text: string, sought: string) => text.startsWith(sought) }],
  ['parse_float', { takes: ['text'], gives: 'number', value: Number.parseFloat }],
  ['parse_int', { takes: ['text', 'number'], least: 1, gives: 'number', value: Number.parseInt }],
]);

function rules<T>(
  functions: Readonly<Record<string, T>>,
  rule: (computed: T) => FunctionRule,
): [string, FunctionRule][] {
  return Object.entries(functions).map(([name, computed]) => [name, rule(computed)]);
}

const reasons: Readonly<Record<string, string>> = {
  'its value would be another one when the model serves': 'random now',
  'it depends on the time zone of the machine; the function whose name begins with `utc` does not':
    'year quarter month week date dayofyear dayofweek hours minutes seconds milliseconds datetime format_date',
  'a column of kind time holds numbers already': 'timestamp parse_date format_utcdate',
  'it makes texts of any length': 'repeat padend padstart',
  'it takes patterns, whose search may never end': 'match split',
  '`==` does the same': 'equal',
  'it takes or gives lists or documents, which a column does not hold':
    'compact concat join pluck has keys values entries object recode sequence parse_json to_json row_object',
};

/** Functions that arquero has for one row and an expression may not call, with the reason. */
export const refusedFunctions: ReadonlyMap<string, string> = new Map(
  Object.entries(reasons).flatMap(([reason, names]) =>
    namesIn(names).map((name): [string, string] => [name, reason]),
  ),
);

function namesIn(text: string): string[] {
  return text.split(' ');
}
