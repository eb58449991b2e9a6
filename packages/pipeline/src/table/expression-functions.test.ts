import type { ColumnData } from '@rampart/core';
import { compileExpression } from '@rampart/core/internal';
import { functionRules, refusedFunctions } from '@rampart/core/testing';
import { op } from 'arquero';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

// The functions of expressions are those of arquero, which core does without.
const test = suite('functions of expressions and of arquero');

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

test('a function over many rows is not known', () => {
  const types = new Map([['x', 'number' as const]]);
  for (const name of overRows) {
    assert.throws(() => compileExpression(`op.${name}(x)`, types), /one of the functions/);
  }
});

const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -2.5, 1.7e12, 8.64e15, -62_135_596_800_001),
  fc.integer({ min: -10, max: 40 }),
  fc.integer({ min: -1e13, max: 1e13 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const text = fc.oneof(
  fc.constantFrom('Ab c', '12.5', '', 'ßŉ', '-7', '0x1F', 'e\u0301', '𝒳y'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const literal = fc.constantFrom('b', '', 'A', '1');

test('every function gives for a row what arquero gives', () => {
  const all = op as unknown as Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;
  for (const [name, { takes, least = takes.length, repeated }] of functionRules) {
    for (let count = least; count <= takes.length + (repeated ? 2 : 0); count++) {
      const kinds = Array.from({ length: count }, (_, at) => takes[at] ?? takes.at(-1)!);
      const types = new Map<string, 'number' | 'text'>();
      for (const [at, kind] of kinds.entries()) types.set(`c${at}`, kind === 'number' ? kind : 'text');
      const args = fc.tuple(
        ...kinds.map((kind) => (kind === 'number' ? number : kind === 'text' ? text : literal)),
      );
      fc.assert(
        fc.property(args, (values) => {
          const written = kinds.map((kind, at) => (kind === 'literal text' ? `'${values[at]}'` : `c${at}`));
          const columns = new Map(
            values.map((value, at): [string, ColumnData] => [
              `c${at}`,
              typeof value === 'number' ? Float64Array.of(value) : [value],
            ]),
          );
          const call = `${name}(${written.join(', ')})`;
          const own = compileExpression(call, types).evaluate({ rows: 1, columns })[0];
          const expected = held(all[name]!(...values));
          assert.ok(
            Object.is(own, expected),
            `${call} of ${JSON.stringify(values)}: ${own}, arquero ${expected}`,
          );
        }),
        { numRuns: 60 },
      );
    }
  }
});

/** What a column holds for what arquero gives. */
function held(given: unknown): number | string {
  const plain = given instanceof Date ? given.getTime() : given;
  if (typeof plain === 'string') return plain;
  const value = Number(plain);
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

test.run();
