import type { ValueType } from './functions.ts';

/** A value as arquero's source text. */
export interface Rendered {
  readonly code: string;
  /** `null` is the word itself; `fault` stands for what has been reported and says nothing more. */
  readonly type: ValueType | 'null' | 'fault';
  /** Whether it has a value in every row. */
  readonly sure: boolean;
  /** The parts of a text put together, so that a chain of them asks about each once. */
  readonly parts?: readonly Rendered[];
}

// Missing is NaN for numbers and null for texts and flags, and every operation passes it on: JavaScript would
// take null for 0 and call every comparison with NaN false. What is asked about stands in the code twice, so
// chains are flat.

/** The code that stands for no value. */
export function absent(type: Rendered['type']): string {
  return type === 'number' ? 'NaN' : 'null';
}

/** The code of a test for no value; undefined where there always is one. */
function missing({ code, type, sure }: Rendered): string | undefined {
  if (type === 'null') return 'true';
  if (sure) return undefined;
  return type === 'number' ? `op.is_nan(${code})` : `(${code} == null)`;
}

function anyMissing(values: readonly Rendered[]): string | undefined {
  const tests = [...new Set(values.map(missing))].filter((test) => test !== undefined);
  return tests.length === 0 ? undefined : tests.join(' || ');
}

/** `code` where all the values are there, missing where one is not. */
export function known(values: readonly Rendered[], type: ValueType, code: string): Rendered {
  const test = anyMissing(values);
  return test === undefined
    ? { code, type, sure: type !== 'number' }
    : { code: `((${test}) ? ${absent(type)} : ${code})`, type, sure: false };
}

/** A flag as 1 or 0. */
export function numberOf(value: Rendered): Rendered {
  return value.type === 'boolean' ? known([value], 'number', `(${value.code} ? 1 : 0)`) : value;
}

/** A number as a flag: whether it is not 0. */
function flagOf(value: Rendered): Rendered {
  return value.type === 'number' ? known([value], 'boolean', `(${value.code} !== 0)`) : value;
}

/** Two numbers by an operator. */
export function arithmetic(operator: string, left: Rendered, right: Rendered): Rendered {
  const code = `(${left.code} ${operator} ${right.code})`;
  // NaN ** 0 is 1.
  return operator === '**' ? known([left, right], 'number', code) : { code, type: 'number', sure: false };
}

/** Values one behind the other as a text. */
export function concatenation(left: Rendered, right: Rendered): Rendered {
  const parts = [...(left.parts ?? [left]), ...(right.parts ?? [right])];
  return { ...known(parts, 'text', `('' + ${parts.map(({ code }) => code).join(' + ')})`), parts };
}

/** Whether two values of one type stand in that relation. */
export function comparison(operator: string, left: Rendered, right: Rendered): Rendered {
  const strict = operator === '==' || operator === '!=' ? `${operator}=` : operator;
  return known([left, right], 'boolean', `(${left.code} ${strict} ${right.code})`);
}

/** Whether a value is missing, or is there. */
export function missingTest(value: Rendered, wanted: boolean): Rendered {
  const test = missing(value) ?? 'false';
  return { code: wanted ? `(${test})` : `(!${test})`, type: 'boolean', sure: true };
}

/** Flags by `&&` or `||`: a missing one decides nothing where another decides all. */
export function logical(operator: '&&' | '||', values: readonly Rendered[]): Rendered {
  const flags = values.map(flagOf);
  const decisive = operator === '||';
  const joined = flags.map(({ code }) => code).join(` ${operator} `);
  const unsure = anyMissing(flags);
  if (unsure === undefined) return { code: `(${joined})`, type: 'boolean', sure: true };
  const decided = flags.map(({ code }) => `(${code} === ${decisive})`).join(' || ');
  const code = `((${decided}) ? ${decisive} : (${unsure}) ? null : ${!decisive})`;
  return { code, type: 'boolean', sure: false };
}

/** A flag turned round. */
export function negation(value: Rendered): Rendered {
  const flag = flagOf(value);
  return known([flag], 'boolean', `(!${flag.code})`);
}

/** One of two values of a type; missing where the test is. */
export function choice(test: Rendered, consequent: Rendered, alternate: Rendered, type: ValueType): Rendered {
  const flag = flagOf(test);
  const code = (value: Rendered) => (value.type === 'null' ? absent(type) : value.code);
  const chosen = `${flag.code} ? ${code(consequent)} : ${code(alternate)}`;
  return flag.sure
    ? { code: `(${chosen})`, type, sure: consequent.sure && alternate.sure }
    : { code: `((${flag.code} == null) ? ${absent(type)} : ${chosen})`, type, sure: false };
}
