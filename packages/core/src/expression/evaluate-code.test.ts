import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ColumnData, takeRows, type TypedTable } from '../table.ts';
import { compileExpression } from './compile-expression.ts';

const test = suite('evaluateCode');

const types = new Map<string, 'number' | 'text'>([
  ['a', 'number'],
  ['b', 'number'],
  ['s', 'text'],
]);
const { NaN: gap } = Number;

interface Sample {
  readonly text: string;
  /** Computed by hand: undefined is missing. */
  readonly of: (row: Row) => number | string | boolean | undefined;
}
interface Row {
  readonly a: number;
  readonly b: number;
  readonly s: string | null;
}

const number = (x: number): number | undefined => (Number.isNaN(x) ? undefined : x);
const both = <T, R>(x: T | undefined, y: T | undefined, f: (x: T, y: T) => R): R | undefined =>
  x === undefined || y === undefined ? undefined : f(x, y);

/** Random expressions with an interpreter of their own. */
const { numeric, flag } = fc.letrec<{ numeric: Sample; flag: Sample }>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<Sample>({ text: 'a', of: ({ a }) => number(a) }),
    fc.constant<Sample>({ text: "d['b']", of: ({ b }) => number(b) }),
    fc.integer({ min: 0, max: 9 }).map((n): Sample => ({ text: String(n), of: () => n })),
    fc.constant<Sample>({ text: 'length(s)', of: ({ s }) => s?.length ?? undefined }),
    fc.tuple(tie('numeric'), fc.constantFrom('+', '-', '*', '/', '%'), tie('numeric')).map(
      ([x, operator, y]): Sample => ({
        text: `(${x.text} ${operator} ${y.text})`,
        of: (row) =>
          both(x.of(row) as number, y.of(row) as number, (p, q) => {
            const results: Record<string, number> = {
              '+': p + q,
              '-': p - q,
              '*': p * q,
              '/': p / q,
              '%': p % q,
            };
            return number(results[operator]!);
          }),
      }),
    ),
    fc.tuple(fc.constantFrom('floor', 'abs', 'sqrt', 'sign'), tie('numeric')).map(
      ([name, x]): Sample => ({
        text: `op.${name}(${x.text})`,
        of: (row) => {
          const value = x.of(row) as number | undefined;
          return value === undefined ? undefined : number(Math[name as 'floor'](value));
        },
      }),
    ),
    fc.tuple(tie('flag'), tie('numeric'), tie('numeric')).map(
      ([test_, x, y]): Sample => ({
        text: `(${test_.text} ? ${x.text} : ${y.text})`,
        of: (row) => {
          const chosen = test_.of(row);
          return chosen === undefined ? undefined : (chosen as boolean) ? x.of(row) : y.of(row);
        },
      }),
    ),
  ),
  flag: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<Sample>({ text: "s == 'tcp'", of: ({ s }) => (s === null ? undefined : s === 'tcp') }),
    fc.constant<Sample>({ text: 's == null', of: ({ s }) => s === null }),
    fc.tuple(tie('numeric'), fc.constantFrom('<', '<=', '==', '!='), tie('numeric')).map(
      ([x, operator, y]): Sample => ({
        text: `${x.text} ${operator} ${y.text}`,
        of: (row) =>
          both(x.of(row) as number, y.of(row) as number, (p, q) => {
            const results: Record<string, boolean> = {
              '<': p < q,
              '<=': p <= q,
              '==': p === q,
              '!=': p !== q,
            };
            return results[operator]!;
          }),
      }),
    ),
    fc.tuple(tie('flag'), fc.constantFrom('&&', '||'), tie('flag')).map(
      ([x, operator, y]): Sample => ({
        text: `(${x.text} ${operator} ${y.text})`,
        of: (row) => {
          const [p, q] = [x.of(row), y.of(row)];
          const decisive = operator === '||';
          if (p === decisive || q === decisive) return decisive;
          return p === undefined || q === undefined ? undefined : !decisive;
        },
      }),
    ),
    tie('flag').map(
      (x): Sample => ({
        text: `!(${x.text})`,
        of: (row) => {
          const value = x.of(row);
          return value === undefined ? undefined : !(value as boolean);
        },
      }),
    ),
  ),
}));

test('any expression gives exactly what is computed by hand, in a table and row by row', () => {
  const cell = fc.oneof(
    fc.constantFrom(gap, 0, 1, -1, 0.5, 9),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const rows = fc.array(fc.record({ a: cell, b: cell, s: fc.constantFrom(null, 'tcp', 'udp', '') }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.oneof(numeric, flag), rows, (sample, records) => {
      fc.pre(sample.text.length < 1000);
      const data: TypedTable = {
        rows: records.length,
        columns: new Map<string, ColumnData>([
          ['a', Float64Array.from(records, ({ a }) => a)],
          ['b', Float64Array.from(records, ({ b }) => b)],
          ['s', records.map(({ s }) => s)],
        ]),
      };
      const expression = compileExpression(sample.text, types);
      const whole = expression.evaluate(data);
      for (const [row, record] of records.entries()) {
        const byHand = Number(sample.of(record) ?? gap);
        const expected = Number.isFinite(byHand) ? byHand + 0 : gap;
        assert.ok(Object.is(whole[row], expected), `${sample.text}: ${whole[row]}, by hand ${expected}`);
        const alone = expression.evaluate(takeRows(data, [row]))[0];
        assert.ok(Object.is(alone, whole[row]), `${sample.text}: ${alone} alone, ${whole[row]} in the table`);
      }
    }),
    { numRuns: 500 },
  );
});

test.run();
