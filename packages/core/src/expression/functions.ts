/** The type of a value in an expression. */
export type ValueType = 'number' | 'text' | 'boolean';

/** What an argument must be: a value of that type, or a text written out in the expression. */
export type ArgumentType = 'number' | 'text' | 'literal text';

/** How one of arquero's functions may be called. */
export interface FunctionRule {
  /** The arguments in order. */
  readonly takes: readonly ArgumentType[];
  /** How many of them must be given; all where left out. */
  readonly least?: number;
  /** Whether the last one may come any number of times. */
  readonly repeated?: boolean;
  readonly gives: ValueType;
  /**
   * `passed`: arquero gives a missing value for a missing argument; `seen`: the function is about missing values.
   * Otherwise it is not called where an argument is missing, and its value is missing too.
   */
  readonly missing?: 'passed' | 'seen';
}

const ofNumber: FunctionRule = { takes: ['number'], gives: 'number', missing: 'passed' };
const ofNumbers: FunctionRule = { ...ofNumber, repeated: true };
const ofText: FunctionRule = { takes: ['text'], gives: 'text', missing: 'passed' };
const aboutMissing: FunctionRule = { takes: ['number'], gives: 'boolean', missing: 'seen' };
const search: FunctionRule = { takes: ['text', 'text'], gives: 'boolean' };
const position: FunctionRule = { takes: ['text', 'text'], gives: 'number' };
const part: FunctionRule = { takes: ['text', 'number', 'number'], least: 2, gives: 'text' };

const ofOneNumber = namesIn(
  'abs cbrt ceil exp expm1 floor fround log log10 log1p log2 round sign sqrt trunc degrees radians ' +
    'acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh',
);
// Times are milliseconds since 1970.
const ofTimes = namesIn(
  'utcyear utcquarter utcmonth utcdate utcdayofyear utcdayofweek utchours utcminutes utcseconds ' +
    'utcmilliseconds',
);

/**
 * The functions of arquero that an expression may call: those that give one number, text or flag for the values
 * of one row, the same on every machine and at every time.
 */
export const functionRules: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ...[...ofOneNumber, ...ofTimes].map((name): [string, FunctionRule] => [name, ofNumber]),
  ['clz32', { takes: ['number'], gives: 'number' }],
  ['pow', { takes: ['number', 'number'], gives: 'number' }],
  ['atan2', { takes: ['number', 'number'], gives: 'number' }],
  ['greatest', ofNumbers],
  ['least', ofNumbers],
  ['bin', { takes: ['number', 'number', 'number', 'number', 'number'], least: 4, gives: 'number' }],
  ['is_nan', aboutMissing],
  ['is_finite', aboutMissing],
  ['utcweek', { takes: ['number', 'number'], least: 1, gives: 'number' }],
  ['utcdatetime', { takes: Array.from({ length: 7 }, () => 'number' as const), least: 1, gives: 'number' }],
  ...['lower', 'normalize', 'reverse', 'trim', 'upper'].map((name): [string, FunctionRule] => [name, ofText]),
  ['substring', part],
  ['slice', part],
  // Only with texts written out: what `$&` in a column's value does could grow without bound.
  ['replace', { takes: ['text', 'literal text', 'literal text'], gives: 'text' }],
  ['length', { takes: ['text'], gives: 'number' }],
  ['indexof', position],
  ['lastindexof', position],
  ['endswith', search],
  ['includes', search],
  ['startswith', search],
  ['parse_float', { takes: ['text'], gives: 'number' }],
  ['parse_int', { takes: ['text', 'number'], least: 1, gives: 'number' }],
]);

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
