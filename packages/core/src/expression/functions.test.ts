import { op } from 'arquero';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ColumnData } from '../table.ts';
import { compileExpression } from './compile-expression.ts';
import { functionRules, refusedFunctions } from './functions.ts';

const test = suite('functions of expressions');

/** arquero's functions over many rows: they would give a row another value than a table. */
const overRows = (
  'count array_agg array_agg_distinct map_agg object_agg entries_agg any valid invalid distinct ' +
  'unique mode sum product mean average variance variancep stdev stdevp min max quantile median ' +
  'covariance covariancep corr bins row_number rank avg_rank dense_rank percent_rank cume_dist ntile ' +
  'lag lead first_value last_value nth_value fill_down fill_up'
).split(' ');

test('every function of arquero has been decided on, and none is allowed that it lacks', () => {
  const known = Object.keys(op);
  const decided = [...functionRules.keys(), ...refusedFunctions.keys(), ...overRows];
  assert.equal(
    known.filter((name) => !decided.includes(name)),
    [],
  );
  assert.equal(
    [...functionRules.keys()].filter((name) => !known.includes(name)),
    [],
  );
});

test('a function that may not be called says why, one over many rows is not known', () => {
  const types = new Map([['x', 'number' as const]]);
  for (const [name, reason] of refusedFunctions) {
    assert.throws(() => compileExpression(`${name}(x)`, types), new RegExp(reason.slice(0, 20)));
  }
  for (const name of overRows)
    assert.throws(() => compileExpression(`op.${name}(x)`, types), /one of the functions/);
});

test('every function gives for a row what arquero gives, and nothing for a missing value', () => {
  const texts = ['Ab c', '12.5', '', 'ßŉ', '-7'];
  const numbers = [0, 1, -2.5, 1.7e12, 3, 0.25];
  const types = new Map([
    ['x', 'number' as const],
    ['s', 'text' as const],
  ]);
  const literals = ['2', '5', '1', '0', '3', '4', '6'];
  for (const [name, { takes, least = takes.length, missing }] of functionRules) {
    for (let count = least; count <= takes.length; count++) {
      const kind = takes[0]!;
      const args = takes.slice(0, count).map((type, at) => {
        if (at === 0) return type === 'number' ? 'x' : 's';
        return type === 'number' ? literals[at]! : "'b'";
      });
      const expression = compileExpression(`${name}(${args.join(', ')})`, types);
      const column = kind === 'number' ? [...numbers, Number.NaN] : [...texts, null];
      const values = expression.evaluate({
        rows: column.length,
        columns: new Map<string, ColumnData>([
          [
            kind === 'number' ? 'x' : 's',
            kind === 'number' ? Float64Array.from(column as number[]) : (column as (string | null)[]),
          ],
        ]),
      });
      for (const [row, cell] of column.slice(0, -1).entries()) {
        const own = args.slice(1).map((text) => (text.startsWith("'") ? 'b' : Number(text)));
        const given = (op as unknown as Record<string, (...values: unknown[]) => unknown>)[name]!(
          cell,
          ...own,
        );
        const plain = given instanceof Date ? given.getTime() : given;
        const expected =
          typeof plain === 'number'
            ? Number.isFinite(plain)
              ? plain + 0
              : Number.NaN
            : typeof plain === 'boolean'
              ? Number(plain)
              : plain;
        assert.ok(
          Object.is(values[row], expected),
          `${name}(${args.join()}) of ${cell}: ${values[row]}, ${String(expected)}`,
        );
      }
      if (missing === 'seen') assert.is(values[column.length - 1], Number(name === 'is_nan'));
      else assert.ok(values[column.length - 1] === null || Number.isNaN(values[column.length - 1]), name);
    }
  }
});

test.run();
