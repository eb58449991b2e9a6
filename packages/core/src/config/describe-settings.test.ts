import { equal, match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeSettings } from './describe-settings.ts';
import type { Config } from './config-schema.ts';
import { loadConfig } from './load-config.ts';

const test = suite('describeSettings');
const settings = describeSettings();

test('every setting has a meaning, and no two have one name', () => {
  for (const { name, meaning, values } of settings) {
    match(meaning, /^[A-Z0-9`][^]{5,}[^.]$/, name);
    ok(values.length > 0, name);
  }
  equal(new Set(settings.map(({ name }) => name)).size, settings.length);
});

test('the default of a setting may be set, and changes no other section', () => {
  // For networks it does more: what is set for all of them wins over what a candidate has by default.
  const comparable = (config: Config) => {
    const { candidates, minimumSteps, maximumSteps, ...training } = config.training;
    ok(candidates.length > 0 && minimumSteps <= maximumSteps);
    return JSON.stringify({ ...config, training });
  };
  const plain = comparable(loadConfig());
  for (const { name, default: value } of settings) {
    if (value === undefined || name.includes('<n>')) continue;
    const config = loadConfig({ sets: [`${name}=${JSON.stringify(value)}`] });
    equal(comparable(config), plain, name);
  }
  ok(settings.some(({ name }) => name === 'training.candidates.<n>.hidden'));
});

test('where families mean different things by one name, each is told', () => {
  const { meaning } = settings.find(({ name }) => name === 'training.candidates.<n>.learningRate')!;
  match(meaning, /^As `training\.learningRate`.*; family trees: Share of what.* \(default: 0\.05\)$/);
});

test('values are told in words', () => {
  const of = (name: string) => settings.find((one) => one.name === name)!.values;
  equal(of('training.folds'), 'a whole number, at least 2, at most 100');
  equal(of('split.holdout'), 'a number, more than 0, less than 1');
  equal(of('training.selection'), 'auto, simplest, best');
  equal(of('concurrency'), 'auto or a whole number, at least 1, at most 256');
});

test.run();
