import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import type { NetworkSpace } from '../families/network/network-space.ts';
import { loadConfig, parseConfig } from './load-config.ts';

const test = suite('searchSettings');

const searchOf = (...sets: string[]) =>
  loadConfig({ sets: sets.map((set) => `training.search.${set}`) }).training.search;

function problems(...sets: string[]): string {
  try {
    searchOf(...sets);
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).message;
  }
  throw new Error('expected an error');
}

test('nothing given: no search', () => {
  const { budget, trials } = searchOf();
  assert.equal([budget, trials], ['none', 0]);
});

test('a budget is a duration, from the command line as well', () => {
  for (const budget of ['10m', '90s', '1h', '1.5h', 'none'])
    assert.is(searchOf(`budget=${budget}`).budget, budget);
  for (const budget of ['10', '10 minutes', '-1m', '""']) {
    assert.match(problems(`budget=${budget}`), 'a duration such as 90s, 10m or 1h');
  }
});

test('a setting of the space is a value, a list of choices, or a range', () => {
  const { network } = searchOf(
    'space.network.dropout=0.1',
    'space.network.width=[32, 64]',
    'space.network.epochs={min: 5, max: 9, scale: integer}',
    'space.network.weightDecay={min: 0, max: 0.5}',
    'space.network.numeric=[standardize, [standardize, quantile]]',
  ).space;
  const space = network as NetworkSpace;
  assert.equal(
    [space.dropout, space.width, space.epochs],
    [0.1, [32, 64], { min: 5, max: 9, scale: 'integer' }],
  );
  assert.equal(space.weightDecay, { min: 0, max: 0.5, scale: 'linear' });
  assert.equal(space.numeric, ['standardize', ['standardize', 'quantile']]);
});

test('ranges that hold nothing, or no logarithm, are refused', () => {
  assert.match(problems('space.network.dropout={min: 0.5, max: 0.2}'), '`max` not below `min`');
  assert.match(
    problems('space.network.weightDecay={min: 0, max: 0.2, scale: log}'),
    'because the scale is `log`',
  );
  assert.match(problems('space.network.width=[]'), 'space.network.width');
  assert.match(problems('space.network.dropout=[0.1, 1.5]'), 'space.network.dropout');
  assert.match(problems('space.network.widht=3'), 'Did you mean `width`?');
});

test('a configuration that was read can be read again', () => {
  const config = loadConfig({ sets: ['training.search.budget=10m'] });
  assert.equal(parseConfig(JSON.parse(JSON.stringify(config)), 'again'), config);
});

test.run();
