import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import { loadConfig } from './load-config.ts';

const test = suite('splitSettings');

function problems(text: string): string {
  try {
    loadConfig({ text });
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).message;
  }
  throw new Error('expected an error');
}

test('nothing given: by feature vector, a fifth held out, nothing shifted', () => {
  assert.equal(loadConfig({}).split, { by: 'vector', holdout: 0.2, shifted: [] });
});

test('the ways that go by a column need one, the others refuse it', () => {
  for (const by of ['group', 'time', 'key']) {
    assert.is(loadConfig({ text: `split: { by: ${by}, column: a }` }).split.column, 'a');
    assert.match(
      problems(`split: { by: ${by} }`),
      `split.column\`: expected the column that \`split.by: ${by}\``,
    );
  }
  for (const by of ['vector', 'row']) {
    assert.match(
      problems(`split: { by: ${by}, column: a }`),
      `expected no column with \`split.by: ${by}\` (\`group\`, \`time\` and \`key\` take one), received "a"`,
    );
  }
  assert.match(problems('split: { by: times }'), 'Did you mean `time`?');
});

test('a shifted holdout has a name, a column and one condition', () => {
  const text = `split:
  shifted:
    - { name: far, column: country, values: [NZ, 7, true] }
    - { name: late, column: when, above: 2026-01-01 }`;
  assert.equal(loadConfig({ text }).split.shifted, [
    { name: 'far', column: 'country', values: ['NZ', 7, 'true'] },
    { name: 'late', column: 'when', above: '2026-01-01' },
  ]);
  for (const condition of ['', ', above: 1, below: 2', ', above: 1, values: [2]']) {
    assert.match(
      problems(`split: { shifted: [{ name: a, column: b${condition} }] }`),
      'split.shifted.0`: expected exactly one of `values`, `below` and `above`',
    );
  }
});

test.run();
