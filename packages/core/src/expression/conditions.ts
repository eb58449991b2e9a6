import { ofNumber } from './number-operations.ts';
import { testLoops } from './number-loops.ts';
import { type NumberOperation, oneByOne, type Operation, type TextOperation } from './operation.ts';

/** A number as a flag: whether it is not 0. */
export function flagOf(value: NumberOperation): NumberOperation {
  return value.type === 'boolean' ? value : ofNumber(otherThanZero, value, 'boolean');
}

function otherThanZero(x: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = x[i] === 0 ? 0 : Number.isNaN(x[i]!) ? Number.NaN : 1;
}

/** A flag turned round. */
export function negation(value: NumberOperation): NumberOperation {
  return ofNumber(turnedRound, flagOf(value), 'boolean');
}

function turnedRound(x: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = 1 - x[i]!;
}

/** Whether a value is missing, or is there. */
export function missingTest(value: Operation, wanted: boolean): NumberOperation {
  if (value.type === 'text') {
    const missing = Number(wanted);
    return oneByOne('boolean', (rows, index) => (value.at(rows, index) === null ? missing : 1 - missing));
  }
  const missing = ofNumber(testLoops.is_nan, value, 'boolean');
  return wanted ? missing : negation(missing);
}

/** Flags by `&&` or `||`: a missing one decides nothing where another decides all. */
export function logical(operator: '&&' | '||', flags: readonly NumberOperation[]): NumberOperation {
  const decisive = operator === '||' ? 1 : 0;
  return oneByOne('boolean', (rows, index) => {
    let value = 1 - decisive;
    for (const { at } of flags) {
      const flag = at(rows, index);
      if (flag === decisive) return flag;
      if (Number.isNaN(flag)) value = flag;
    }
    return value;
  });
}

/** One of two numbers, or of two flags; missing where the test is. */
export function numberChoice(
  { at: testAt }: NumberOperation,
  { at: consequentAt }: NumberOperation,
  { at: alternateAt }: NumberOperation,
  type: NumberOperation['type'],
): NumberOperation {
  return oneByOne(type, (rows, index) => {
    const flag = testAt(rows, index);
    return flag === 1 ? consequentAt(rows, index) : flag === 0 ? alternateAt(rows, index) : Number.NaN;
  });
}

/** One of two texts; missing where the test is. */
export function textChoice(
  { at: testAt }: NumberOperation,
  { at: consequentAt }: TextOperation,
  { at: alternateAt }: TextOperation,
): TextOperation {
  return {
    type: 'text',
    at(rows, index) {
      const flag = testAt(rows, index);
      return flag === 1 ? consequentAt(rows, index) : flag === 0 ? alternateAt(rows, index) : null;
    },
  };
}
