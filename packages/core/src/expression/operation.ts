import type { Cell, ColumnData } from '../table.ts';

/** Rows that are computed together: `count` of them from `start` on. */
export interface Rows {
  /** The columns that the expression reads. */
  readonly columns: readonly ColumnData[];
  readonly start: number;
  /** At most `mostRows`. */
  readonly count: number;
  /** A number of their own. */
  readonly run: number;
}

/** Gives the value at an index among some rows. */
export type At<Value> = (rows: Rows, index: number) => Value;

/** Computes numbers, or flags as 1 and 0; NaN is missing. */
export interface NumberOperation {
  readonly type: 'number' | 'boolean';
  /** The values of these rows, in an array that may be longer, is only read, and holds until the next call. */
  readonly evaluate: (rows: Rows) => Float64Array;
  readonly at: At<number>;
}

/** Computes texts; null is missing. */
export interface TextOperation {
  readonly type: 'text';
  readonly at: At<string | null>;
}

/** Computes what a part of an expression stands for. */
export type Operation = NumberOperation | TextOperation;

/** The most rows that are computed together: few enough that their numbers stay in the processor's cache. */
export const mostRows = 256;

/** An array for the values of some rows, the same at every call; where it is made, it is full of `value`. */
export function buffer(value = 0): (count: number) => Float64Array {
  // A record alone, as when serving, needs one place.
  let numbers = Float64Array.of(value);
  return (count) => {
    if (count > numbers.length) numbers = new Float64Array(mostRows).fill(value);
    return numbers;
  };
}

/** Numbers that are computed whole, in loops over typed arrays: what costs little, and would cost more as a call for each row. */
export function whole(
  type: NumberOperation['type'],
  evaluate: (rows: Rows) => Float64Array,
): NumberOperation {
  let values: Float64Array;
  let computed = 0;
  return {
    type,
    evaluate,
    at(rows, index) {
      if (rows.run !== computed) {
        values = evaluate(rows);
        computed = rows.run;
      }
      return values[index]!;
    },
  };
}

/** Numbers that are computed one by one, each where it is asked for: conditions, and what comes from texts. */
export function oneByOne(type: NumberOperation['type'], at: At<number>): NumberOperation {
  const values = buffer();
  return {
    type,
    at,
    evaluate(rows) {
      const out = values(rows.count);
      for (let i = 0; i < rows.count; i++) out[i] = at(rows, i);
      return out;
    },
  };
}

/** The numbers of the column at an index among those that the expression reads. */
export function numberColumn(column: number): NumberOperation {
  return {
    type: 'number',
    evaluate({ columns, start, count }) {
      const data = columns[column] as Float64Array;
      return start === 0 ? data : data.subarray(start, start + count);
    },
    at: ({ columns, start }, index) => (columns[column] as Float64Array)[start + index]!,
  };
}

/** The texts of the column at an index among those that the expression reads. */
export function textColumn(column: number): TextOperation {
  return {
    type: 'text',
    at: ({ columns, start }, index) => (columns[column] as readonly (string | null)[])[start + index]!,
  };
}

/** One value in every row; the missing one of a type is NaN or null. */
export function constant(value: Cell | boolean, type: Operation['type']): Operation {
  if (type === 'text') return { type, at: () => value as string | null };
  const number = Number(value);
  const values = buffer(number);
  return { type, evaluate: ({ count }) => values(count), at: () => number };
}
