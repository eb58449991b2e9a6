import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../random.ts';
import { chooseScale } from './choose-scale.ts';

const test = suite('choose-scale');
const random = createRandom(3);
const scaleOf = (draw: (row: number) => number) =>
  chooseScale(
    Float64Array.from({ length: 3000 }, (_, row) => draw(row)),
    16,
  );

test('few values get an input each, a bell is standardised, the rest become ranks', () => {
  assert.is(
    scaleOf(() => random.integer(17)),
    'piecewise-linear',
  );
  assert.is(
    scaleOf(() => 1e6 + random.normal()),
    'standardize',
  );
  assert.is(
    scaleOf(() => random.next()),
    'standardize',
  );
  assert.is(
    scaleOf(() => Math.exp(random.normal())),
    'quantile',
  );
  assert.is(
    scaleOf(() => random.normal() / random.next()),
    'quantile',
  );
  assert.is(
    scaleOf((row) => (row % 10 === 0 ? random.normal() : 0)),
    'quantile',
  );
});

test('missing values do not matter', () => {
  assert.is(
    scaleOf((row) => (row % 2 === 0 ? Number.NaN : random.normal())),
    'standardize',
  );
});
test.run();
