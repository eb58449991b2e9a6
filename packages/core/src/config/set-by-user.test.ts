import { equal } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { digestOf } from '../digest.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { loadConfig, parseConfig } from './load-config.ts';
import { setByUser } from './set-by-user.ts';

const test = suite('setByUser');

test('a file, --set and plain data are the user, defaults are not', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'rampart.yaml');
  await writeFile(
    file,
    'training:\n  epochs: 40\n  candidates: [{ name: a, hidden: [8] }]\nvalidation: {}\nevaluation: { minimum: {} }\n',
  );
  const config = loadConfig({ file, sets: ['split.holdout=0.3'] });
  const expected: Record<string, boolean> = {
    training: true,
    'training.epochs': true,
    'training.candidates': true,
    'training.candidates.0.hidden': true,
    'training.candidates.0.dropout': false,
    'training.candidates.1': false,
    'training.folds': false,
    'training.epochs.more': false,
    split: true,
    'split.holdout': true,
    'split.by': false,
    validation: false,
    'validation.maxQuarantined': false,
    'evaluation.minimum': false,
    seed: false,
    nothing: false,
    constructor: false,
  };
  for (const [name, set] of Object.entries(expected)) equal(setByUser(config, name), set, name);
});

test('a default that the user writes down is set', () => {
  const { seed } = loadConfig({});
  equal(setByUser(loadConfig({ sets: [`seed=${seed}`] }), 'seed'), true);
});

test('a variable counts as what it stands for', () => {
  const config = loadConfig({ text: 'training:\n  epochs: ${E}', env: { E: '5' } });
  equal(setByUser(config, 'training.epochs'), true);
});

test('the configuration and its digest are as they were', () => {
  const [bare, written] = [loadConfig({}), loadConfig({ sets: [`seed=${loadConfig({}).seed}`] })];
  equal(digestOf(bare), digestOf(written));
  equal(Object.isFrozen(written), true);
});

test('parsed data tell the same, and are not changed by it afterwards', () => {
  const data: Record<string, unknown> = { training: { epochs: 3 } };
  const config = parseConfig(data, 'the test');
  data['seed'] = 5;
  equal(setByUser(config, 'training.epochs'), true);
  equal(setByUser(config, 'seed'), false);
});

test('of a copy that code has changed nothing is taken for a default', () => {
  equal(setByUser({ ...loadConfig({}), seed: 3 }, 'training.epochs'), true);
});

test.run();
