import { type NumberOperation, oneByOne, type Operation, type TextOperation } from './operation.ts';
import type { BinaryOperator } from './parse-expression.ts';

/** Values one behind the other as a text. */
export function concatenation(left: Operation, right: Operation): TextOperation {
  const first = textOf(left).at;
  const second = textOf(right).at;
  return {
    type: 'text',
    at(rows, index) {
      const x = first(rows, index);
      if (x === null) return null;
      const y = second(rows, index);
      return y === null ? null : x + y;
    },
  };
}

/** A number or a flag as JavaScript writes it. */
function textOf(value: Operation): TextOperation {
  if (value.type === 'text') return value;
  const written = value.type === 'boolean' ? (flag: number) => String(flag === 1) : String;
  return {
    type: 'text',
    at(rows, index) {
      const given = value.at(rows, index);
      return Number.isNaN(given) ? null : written(given);
    },
  };
}

const relations = {
  '==': (x: string, y: string) => x === y,
  '===': (x: string, y: string) => x === y,
  '!=': (x: string, y: string) => x !== y,
  '!==': (x: string, y: string) => x !== y,
  '<': (x: string, y: string) => x < y,
  '<=': (x: string, y: string) => x <= y,
  '>': (x: string, y: string) => x > y,
  '>=': (x: string, y: string) => x >= y,
} satisfies Partial<Record<BinaryOperator, (x: string, y: string) => boolean>>;

/** An operator that compares two texts. */
export type Comparison = keyof typeof relations;

/** Whether two texts stand in that relation. */
export function textComparison(
  operator: Comparison,
  left: TextOperation,
  right: TextOperation,
): NumberOperation {
  const related = relations[operator];
  return oneByOne('boolean', (rows, index) => {
    const x = left.at(rows, index);
    if (x === null) return Number.NaN;
    const y = right.at(rows, index);
    return y === null ? Number.NaN : related(x, y) ? 1 : 0;
  });
}
