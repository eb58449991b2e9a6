import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../config/load-config.ts';
import type { ColumnChoice } from '../encoding/column-choices.ts';
import type { FeatureEncoding } from '../encoding/feature-encoding.ts';
import { type ChainOptions, chooseChains } from './choose-chains.ts';

const test = suite('choose-chains');
const { NaN: missing } = Number;
const number: FeatureEncoding = { name: 'x', type: 'number', origin: 0 };
const category: FeatureEncoding = { name: 'x', type: 'category', vocabulary: ['a', 'b', 'c'] };
const defaults = { ...parseConfig({}, 'the test').transformation, absent: false };
const complete = [0, 1, 2];
const gaps = [0, missing, 2];

/** The chains as text; those that read filled columns begin with an arrow. */
function chains(
  feature: FeatureEncoding,
  column: number[],
  choice: ColumnChoice = {},
  more: Partial<ChainOptions & { absent: boolean }> = {},
): string {
  const chosen = chooseChains(feature, Float64Array.from(column), choice, { ...defaults, ...more });
  return [
    ...chosen.chains.map((chain) => chain.join(' → ')),
    ...chosen.filled.map((chain) => ['', ...chain].join('→ ')),
  ].join('; ');
}

test('a number is filled in, clipped and scaled, with a flag where it may be missing', () => {
  assert.is(chains(number, complete), 'impute-median → quantile');
  assert.is(chains(number, gaps), 'impute-median → quantile; missing-flag');
  assert.is(chains(number, complete, {}, { absent: true }), 'impute-median → quantile; missing-flag');
  assert.is(chains(number, gaps, { indicator: false, clip: { low: 0 } }), 'impute-median → clip → quantile');
  assert.is(chains(number, [1, 1, 1]), '');
  assert.is(chains(number, [1, missing, 1]), 'missing-flag');
  assert.is(chains(number, [missing, missing]), '');
});

test('the choice for the column overrules that for all, and a copy is made once', () => {
  const more = { numeric: ['log', 'quantile', 'log'], impute: { constant: 1 } } as const;
  assert.is(chains(number, complete, {}, more), 'impute-constant → log; impute-constant → quantile');
  assert.is(chains(number, complete, { scale: 'robust', impute: 'mean' }, more), 'impute-mean → robust');
});

test('the nearest rows are asked where values have been missing, or may be, or it is the wish for the column', () => {
  const impute = 'knn';
  assert.is(chains(number, complete, {}, { impute }), 'impute-mean → quantile');
  assert.is(chains(number, complete, { impute }), '→ quantile');
  assert.is(chains(number, gaps, {}, { impute }), 'missing-flag; → quantile');
  assert.is(chains(number, complete, {}, { impute, absent: true }), 'missing-flag; → quantile');
});

test('all zeros is the code of a category that may be missing, unless it is to be filled in', () => {
  assert.is(chains(category, complete), 'impute-most-frequent → one-hot');
  assert.is(chains(category, gaps), 'one-hot');
  assert.is(chains(category, complete, {}, { absent: true }), 'one-hot');
  assert.is(chains(category, complete, { indicator: true }), 'one-hot');
  assert.is(chains(category, gaps, { indicator: false }), 'impute-most-frequent → one-hot');
  const impute = { constant: 'b' };
  assert.is(chains(category, gaps, { impute }), 'impute-constant → one-hot');
  assert.is(chains(category, gaps, { impute }, { absent: true }), 'impute-constant → one-hot; missing-flag');
});

test('a frequency says nothing of a missing value, which gets a flag', () => {
  const encode = 'frequency';
  assert.is(chains(category, complete, { encode }), 'impute-most-frequent → frequency');
  assert.is(chains(category, gaps, { encode }), 'frequency; missing-flag');
  assert.is(chains(category, [1, 1], { encode }), '');
});

test('`auto` chooses by the shape of the column', () => {
  const column = (draw: (row: number) => number) => Array.from({ length: 100 }, (_, row) => draw(row));
  const auto = { scale: 'auto' } as const;
  assert.is(
    chains(
      number,
      column((row) => row),
      auto,
    ),
    'impute-median → standardize',
  );
  assert.is(
    chains(
      number,
      column((row) => row % 3),
      auto,
    ),
    'impute-median → piecewise-linear',
  );
  assert.is(
    chains(
      number,
      column((row) => Math.exp(row)),
      auto,
    ),
    'impute-median → quantile',
  );
});
test.run();
