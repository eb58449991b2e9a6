import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stringify } from 'yaml';
import { RampartError } from '../errors.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { type ConfigSource, loadConfig, parseConfig } from './load-config.ts';

const test = suite('loadConfig');

/** The sentences of the error that loading must end in. */
function problemsOf(load: () => unknown): string[] {
  try {
    load();
  } catch (error) {
    assert.instance(error, RampartError);
    assert.is((error as RampartError).code, 'config');
    return (error as RampartError).message.split('\n');
  }
  throw new Error('expected an error');
}
const problems = (source: ConfigSource) => problemsOf(() => loadConfig(source));

/** What a candidate is that says nothing about itself. */
const plain = {
  family: 'network',
  dropout: 0,
  inputDropout: 0,
  batchEnsemble: 1,
  activation: 'relu',
  normalization: 'none',
  residual: false,
  needs: 'nothing',
};

test('nothing given: the defaults, and they satisfy their own schema', () => {
  const config = loadConfig({});
  assert.is(config.seed, 7);
  assert.is(config.split.holdout, 0.2);
  assert.equal(
    config.training.candidates.map(({ name }) => name),
    [
      'logistic-regression',
      'mlp-64',
      'trees-250',
      'trees',
      'mlp-64-trees-250',
      'mlp-64-trees',
      'wide-trees',
      'pieces-trees-250',
      'pieces-trees',
    ],
  );
  assert.equal(config.training.candidates[0], {
    ...plain,
    name: 'logistic-regression',
    hidden: [],
    learningRate: 0.05,
  });
  assert.is(config.evaluation.compareBy, 'logLoss');
  assert.equal(parseConfig(JSON.parse(JSON.stringify(config)), 'x'), config);
  assert.equal(loadConfig({ text: '# only a comment\n' }), config);
});

test('the result is frozen at every depth, also where it is the default', () => {
  const config = loadConfig({ text: 'training: { candidates: [{ name: a, hidden: [8] }] }' });
  const writable: unknown[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) writable.push(value);
    Object.values(value).forEach(visit);
  };
  visit(config);
  visit(loadConfig({}));
  assert.equal(writable, []);
});

test('what one caller reads is not shared with the next', () => {
  assert.is.not(loadConfig({}).training.candidates, loadConfig({}).training.candidates);
});

test('a file is read, settings go over it, the last one wins', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'rampart.yaml');
  await writeFile(file, 'seed: 1\ntraining:\n  epochs: 5\n  candidates:\n    - { name: a, hidden: [8] }\n');
  const sets = [
    'training.epochs=6',
    'training.epochs=7',
    'training.candidates.0.hidden=[4, 2]',
    'evaluation={"compareBy": "f1"}',
    'name=x-1',
  ];
  const config = loadConfig({ file, sets });
  assert.is(config.seed, 1);
  assert.is(config.training.epochs, 7);
  assert.is(config.training.folds, 4);
  assert.equal(config.training.candidates, [{ ...plain, name: 'a', hidden: [4, 2] }]);
  assert.is(config.evaluation.compareBy, 'f1');
  assert.is(config.name, 'x-1');
  assert.match(
    problems({ file: join(directory.path, 'none.yaml') })[0]!,
    /none\.yaml: expected a readable file/,
  );
});

test('every setting survives the way through YAML and --set', () => {
  const value = fc.record({
    seed: fc.nat(),
    holdout: fc.constantFrom(0.1, 0.25, 1e-7, 0.5),
    epochs: fc.integer({ min: 1, max: 9999 }),
  });
  fc.assert(
    fc.property(value, ({ seed, holdout, epochs }) => {
      const text = stringify({ seed, split: { holdout }, training: { epochs } });
      const sets = [`seed=${seed}`, `split.holdout=${holdout}`, `training={"epochs": ${epochs}}`];
      assert.equal(loadConfig({ text }), loadConfig({ sets }));
      assert.is(loadConfig({ sets }).split.holdout, holdout);
    }),
  );
});

test('all problems at once, each with its place and the nearest known name', () => {
  const text = `seed: -1
trainng: {}
training:
  folds: 1
  epoch: 3
  learningRate: fast
  threshold: f2
  candidates:
    - { name: a, hidden: [8] }
    - { name: a, hidden: [0.5], dropout: 1, epochs: "\${NONE}" }
evaluation:
  minimum: { logLoss: 0.3, f1: 2 }
`;
  const found = problems({
    file: 'r.yaml',
    text,
    sets: ['split.holdout=1', 'spilt.holdout=.1', 'x', 'seed.x=1'],
    env: {},
  });
  const known = (keys: string) => `expected one of the known names (${keys})`;
  const sections = known(
    'name, seed, backend, concurrency, split, validation, transformation, training, evaluation, tracking',
  );
  assert.equal(found, [
    '--set x: expected a setting and its value, such as training.epochs=50.',
    '--set seed.x=1: expected the name of a setting, received a name inside a single value.',
    'r.yaml, line 10, `training.candidates.1.epochs`: expected the environment variable `NONE` to be set.',
    '  Set it, or write `$${NONE}` where the text itself is meant.',
    'r.yaml, line 1, `seed`: expected at least 0, received -1.',
    '--set split.holdout=1: expected less than 1, received 1.',
    'r.yaml, line 10, `training.candidates.1.hidden.0`: expected a whole number, received 0.5.',
    'r.yaml, line 10, `training.candidates.1.hidden.0`: expected at least 1, received 0.5.',
    'r.yaml, line 10, `training.candidates.1.dropout`: expected less than 1, received 1.',
    found[9]!,
    'r.yaml, line 4, `training.folds`: expected at least 2, received 1.',
    'r.yaml, line 6, `training.learningRate`: expected a number, received "fast".',
    'r.yaml, line 7, `training.threshold`: expected one of f1, accuracy, youden or a section with settings, received "f2".',
    '  Did you mean `f1`?',
    found[14]!,
    '  Did you mean `epochs`?',
    'r.yaml, line 12, `evaluation.minimum.f1`: expected at most 1, received 2.',
    `r.yaml, line 12, \`evaluation.minimum.logLoss\`: ${known('accuracy, precision, recall, f1, rocAuc, prAuc')}, received \`logLoss\`.`,
    `r.yaml, line 2, \`trainng\`: ${sections}, received \`trainng\`.`,
    '  Did you mean `training`?',
    `--set spilt.holdout=.1, \`spilt\`: ${sections}, received \`spilt\`.`,
    '  Did you mean `split`?',
  ]);
  assert.match(
    found[9]!,
    /^r\.yaml, line 9, `training\.candidates`: expected every name once, not `a` again/,
  );
  assert.match(found[14]!, /^r\.yaml, line 5, `training\.epoch`: expected one of the known names/);
});

test('variables go into values', () => {
  const env = { NAME: 'bundle-1', EPOCHS: '12', LIKE: 'yes: no #1', EMPTY: '' };
  const text =
    'name: ${NAME}\ntraining: \n  epochs: ${EPOCHS}\n  candidates: [{ name: "${NAME}.${EPOCHS}", hidden: [] }]';
  const config = loadConfig({ text, env, sets: ['training.folds=${EPOCHS}'] });
  assert.is(config.name, 'bundle-1');
  assert.is(config.training.epochs, 12);
  assert.is(config.training.folds, 12);
  assert.is(config.training.candidates[0]!.name, 'bundle-1.12');
  assert.match(problems({ text: 'name: ${LIKE}', env })[0]!, 'received "yes: no #1"');
  assert.match(problems({ text: 'name: ${EMPTY}', env })[0]!, 'received ""');
  assert.match(problems({ text: 'name: $${NAME}', env })[0]!, 'received "${NAME}"');
  assert.match(problems({ text: 'seed: "${EPOCHS}"', env })[0]!, 'expected a number, received "12"');
  assert.match(problems({ text: 'name: ${toString}', env })[0]!, '`toString` to be set');
});

test('broken YAML says the line', () => {
  assert.match(
    problems({ file: 'r.yaml', text: 'seed: 1\nseed: 2\n' })[0]!,
    /^r\.yaml, line 2: expected valid YAML/,
  );
  assert.match(problems({ text: 'a: [1' })[0]!, /^the configuration, line 1: expected valid YAML/);
  assert.match(problems({ text: 'a: *b' })[0]!, 'Unresolved alias');
  assert.match(problems({ text: '- 1' })[0]!, 'expected a section with settings');
  assert.match(problems({ text: '7', sets: ['seed=1'] })[0]!, 'expected the name of a setting');
  assert.match(problems({ sets: ['seed=[1'] })[0]!, '--set seed=[1: expected a YAML or JSON value');
});

test('no setting reaches the prototype of objects', () => {
  const found = problems({
    text: '__proto__: { a: 1 }',
    sets: ['__proto__.b=1', 'training.constructor.prototype.c=1'],
  });
  assert.ok(found.length > 0);
  assert.equal(Object.keys(Object.prototype), []);
  assert.is(({} as Record<string, unknown>)['b'], undefined);
});

test.run();
