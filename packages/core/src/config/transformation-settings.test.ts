import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects } from '../testing/index.ts';
import { parseConfig } from './load-config.ts';

const test = suite('transformation settings');
const parse = (transformation: object) => parseConfig({ transformation }, 'the test').transformation;

test('one scale, several, or a choice for each column', () => {
  assert.is(parse({}).numeric, 'quantile');
  assert.equal(parse({ numeric: ['quantile', 'piecewise-linear'] }).numeric, [
    'quantile',
    'piecewise-linear',
  ]);
  const columns = {
    bytes: { impute: { constant: 0 }, scale: 'log', clip: { quantile: 0.01 }, indicator: true },
    protocol: { impute: { constant: 'tcp' }, encode: 'hashing' },
  };
  assert.equal(parse({ columns }).columns, columns);
});

const refused: [string, object, RegExp][] = [
  ['a misspelt scale', { numeric: 'quantil' }, /Did you mean `quantile`\?/],
  ['a misspelt scale in a list', { numeric: ['quantile', 'lug'] }, /numeric\.1[^]*Did you mean `log`\?/],
  ['no scale at all', { numeric: [] }, /numeric/],
  ['a text for all numbers', { impute: { constant: 'none' } }, /impute\.constant[^]*a number/],
  ['a misspelt choice', { columns: { a: { impote: 'mean' } } }, /Did you mean `impute`\?/],
  ['a misspelt encoding', { columns: { a: { encode: 'hash' } } }, /columns\.a\.encode[^]*hashing/],
  ['bounds the wrong way round', { columns: { a: { clip: { low: 2, high: 1 } } } }, /`low` below `high`/],
  ['no bounds', { columns: { a: { clip: {} } } }, /`low`, `high` or both/],
  ['a quantile beyond the middle', { columns: { a: { clip: { quantile: 0.6 } } } }, /less than 0\.5/],
];
for (const [what, settings, message] of refused) {
  test(`${what} is refused`, () => rejects(() => parse(settings), message).then(() => {}));
}
test.run();
