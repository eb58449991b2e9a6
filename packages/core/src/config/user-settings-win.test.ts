import { deepEqual, equal, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { createRandom } from '../random.ts';
import { networkFamily } from '../families/network/network-family.ts';
import type { NetworkMember } from '../families/network/network-member.ts';
import type { NetworkSpace } from '../families/network/network-space.ts';
import type { TreeSpace } from '../families/trees/tree-space.ts';
import { membersOf } from './candidate.ts';
import { type Config, configSchema } from './config-schema.ts';
import { loadConfig } from './load-config.ts';
import { settingsWithoutEffect } from './settings-without-effect.ts';

const test = suite('userSettingsWin');

function networksOf(config: Config) {
  return config.training.candidates
    .flatMap(membersOf)
    .filter(({ family }) => family === networkFamily.name)
    .map(({ settings }) => networkFamily.resolve(settings as unknown as NetworkMember, config));
}

function drawn(config: Config) {
  const space = config.training.search.space['network'] as NetworkSpace;
  return [1, 2, 3, 4].map((seed) => networkFamily.draw(space, config, createRandom(seed)));
}

const alone: readonly [string, unknown][] = [
  ['training.epochs', 3],
  ['training.batchSize', 17],
  ['training.learningRate', 0.001],
  ['training.weightDecay', 0.3],
  ['training.minimumSteps', 30_000],
  ['training.maximumSteps', 5],
  ['training.labelSmoothing', 0.2],
  ['training.patience', 3],
];

test('what is set for all members holds for the default candidates and for drawn ones', () => {
  for (const [name, value] of alone) {
    const config = loadConfig({ sets: [`${name}=${JSON.stringify(value)}`, 'training.search.trials=2'] });
    const own = name.slice('training.'.length) as 'epochs';
    for (const settings of [...networksOf(config), ...drawn(config)]) equal(settings[own], value, name);
  }
  const config = loadConfig({ sets: ['transformation.numeric=standardize'] });
  for (const { transformation } of networksOf(config)) {
    equal(transformation.numeric, 'standardize');
  }
});

test('epochs that a user sets, for all or for one, are bounded only by steps that a user sets', () => {
  const boundsOf = (...sets: string[]) =>
    networksOf(loadConfig({ sets })).map(({ epochs, minimumSteps, maximumSteps }) => [
      epochs,
      minimumSteps,
      maximumSteps,
    ]);
  const free = Number.MAX_SAFE_INTEGER;
  const two = 'training.candidates=[{name: a, hidden: [], epochs: 3}, {name: b, hidden: [4]}]';
  deepEqual(boundsOf(two), [
    [3, 0, free],
    [20, 400, 20_000],
  ]);
  deepEqual(boundsOf(two, 'training.epochs=5'), [
    [3, 0, free],
    [5, 0, free],
  ]);
  deepEqual(boundsOf(two, 'training.minimumSteps=60'), [
    [3, 60, free],
    [20, 60, 20_000],
  ]);
  const space = (set: string) => drawn(loadConfig({ sets: ['training.search.trials=2', set] }));
  for (const one of space('training.search.space.network.epochs=7')) {
    deepEqual([one.epochs, one.minimumSteps], [7, 0]);
  }
  for (const one of space('training.search.trials=2')) equal(one.minimumSteps, 400);
});

test('without settings of the user the defaults are as they stand', () => {
  const { candidates, search } = loadConfig({}).training;
  deepEqual(candidates, configSchema.parse({}).training.candidates);
  equal((search.space['network'] as NetworkSpace).minimumSteps, undefined);
});

test('the effort says what is tried where the user names nothing, and a search of the user wins', () => {
  const of = (...sets: string[]) => {
    const { candidates, search } = loadConfig({ sets }).training;
    return {
      names: candidates.map(({ name }) => name),
      search: search.trials > 0 ? search.trials : search.budget,
    };
  };
  const thorough = 'training.effort=thorough';
  deepEqual(of('training.effort=standard'), of());
  for (const effort of ['quick', 'standard', 'thorough']) {
    ok(of(`training.effort=${effort}`).names.includes('trees'), effort);
  }
  equal(of('training.effort=quick').search, 'none');
  deepEqual(of(thorough), { ...of(), search: '10m' });
  equal(of(thorough, 'training.search.budget=30s').search, '30s');
  equal(of(thorough, 'training.search.budget=none').search, 'none');
  equal(of(thorough, 'training.search.trials=7').search, 7);
  equal(of(thorough, 'training.search.average=3').search, '10m');
  const own = 'training.candidates=[{name: mine, hidden: []}]';
  deepEqual(of('training.effort=quick', own).names, ['mine']);
  deepEqual(of(thorough, own), { names: ['mine'], search: '10m' });
});

test('what is set for networks is not about trees, whose setting has the same name', () => {
  const config = loadConfig({ sets: ['training.learningRate=0.001', 'training.search.trials=2'] });
  const rates = config.training.candidates
    .flatMap(membersOf)
    .map(({ family, settings }) => [family, settings['learningRate']]);
  deepEqual([...new Set(rates.map(String))], ['network,', 'trees,0.05']);
  const [network, trees] = ['network', 'trees'].map((name) => config.training.search.space[name]) as [
    NetworkSpace,
    TreeSpace,
  ];
  deepEqual(network.learningRate, [0.001]);
  deepEqual(trees.learningRate, { min: 0.02, max: 0.1, scale: 'log' });
});

test('what can have no effect is told', () => {
  const own = 'training.candidates=[{name: a, hidden: [], epochs: 3, learningRate: 0.1}]';
  const cases: readonly [readonly string[], readonly string[]][] = [
    [[], []],
    [['training.epochs=4'], []],
    [[own], []],
    [[own, 'training.epochs=4'], ['training.epochs']],
    [[own, 'training.epochs=4', 'training.search.trials=2'], []],
    [['training.candidates=[{name: a, family: trees}]', 'training.epochs=4'], ['training.epochs']],
    [
      ['training.candidates=[{name: a, family: trees}]', 'training.learningRate=.1'],
      ['training.learningRate'],
    ],
    [['training.effort=quick'], []],
    [[own, 'training.effort=quick'], ['training.effort']],
    [[own, 'training.effort=thorough'], []],
    [[own, 'training.effort=thorough', 'training.search.trials=2'], ['training.effort']],
    [[own, 'training.learningRate=0.2', 'training.batchSize=8'], ['training.learningRate']],
    [['training.patience=3'], ['training.patience']],
    [['training.patience=3', 'training.validationFraction=0.2'], []],
    [['training.minimumSteps=9', 'training.maximumSteps=8'], ['training.minimumSteps']],
    [['training.search.keep=0.5'], ['training.search.keep']],
    [['training.oversampling.neighbours=3'], ['training.oversampling.neighbours']],
  ];
  for (const [sets, names] of cases) {
    const told = settingsWithoutEffect(loadConfig({ sets }));
    deepEqual(
      told.map((text) => /`([^`]+)`/.exec(text)?.[1]),
      names,
      sets.join(' '),
    );
  }
});

test.run();
