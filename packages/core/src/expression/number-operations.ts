import { type NumberLoop, type PairLoop, pairLoops } from './number-loops.ts';
import { buffer, type NumberOperation, whole } from './operation.ts';
import type { BinaryOperator } from './parse-expression.ts';

/** An operator that takes two numbers and gives a number or, where it compares them, a flag. */
export type NumberOperator = Exclude<BinaryOperator, '&&' | '||'>;

const equal: PairLoop = (x, y, out, count) => {
  for (let i = 0; i < count; i++) {
    const a = x[i]!;
    const b = y[i]!;
    out[i] = a === b ? 1 : a < b || a > b ? 0 : Number.NaN;
  }
};
const unequal: PairLoop = (x, y, out, count) => {
  for (let i = 0; i < count; i++) {
    const a = x[i]!;
    const b = y[i]!;
    out[i] = a === b ? 0 : a < b || a > b ? 1 : Number.NaN;
  }
};

// One loop each, for the same reason as the functions of one number. What is neither below nor above nor equal
// is missing on a side.
const loops: Readonly<Record<NumberOperator, PairLoop>> = {
  '+'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! + y[i]!;
  },
  '-'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! - y[i]!;
  },
  '*'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! * y[i]!;
  },
  '/'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! / y[i]!;
  },
  '%'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! % y[i]!;
  },
  '**': pairLoops.pow,
  '<'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! < y[i]! ? 1 : x[i]! >= y[i]! ? 0 : Number.NaN;
  },
  '<='(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! <= y[i]! ? 1 : x[i]! > y[i]! ? 0 : Number.NaN;
  },
  '>'(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! > y[i]! ? 1 : x[i]! <= y[i]! ? 0 : Number.NaN;
  },
  '>='(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = x[i]! >= y[i]! ? 1 : x[i]! < y[i]! ? 0 : Number.NaN;
  },
  '==': equal,
  '===': equal,
  '!=': unequal,
  '!==': unequal,
};

/** Two numbers by an operator. */
export function arithmetic(
  operator: NumberOperator,
  left: NumberOperation,
  right: NumberOperation,
  type: NumberOperation['type'],
): NumberOperation {
  return ofPair(loops[operator], left, right, type);
}

/** Two numbers by a loop. */
export function ofPair(
  loop: PairLoop,
  left: NumberOperation,
  right: NumberOperation,
  type: NumberOperation['type'],
): NumberOperation {
  const values = buffer();
  return whole(type, (rows) => {
    const out = values(rows.count);
    loop(left.evaluate(rows), right.evaluate(rows), out, rows.count);
    return out;
  });
}

/** A number by a loop. */
export function ofNumber(
  loop: NumberLoop,
  operand: NumberOperation,
  type: NumberOperation['type'],
): NumberOperation {
  const values = buffer();
  return whole(type, (rows) => {
    const out = values(rows.count);
    loop(operand.evaluate(rows), out, rows.count);
    return out;
  });
}

/** A number with the other sign. */
export function negative(operand: NumberOperation): NumberOperation {
  return ofNumber(signTurned, operand, 'number');
}

function signTurned(x: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = -x[i]!;
}

/** A flag as the number that it is held as. */
export function numberOf(value: NumberOperation): NumberOperation {
  return { ...value, type: 'number' };
}
