import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import { membersOf } from './candidate.ts';
import { loadConfig } from './load-config.ts';

const test = suite('candidates');

/** The sentences of the error that loading must end in. */
function problems(text: string): string[] {
  try {
    loadConfig({ text });
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).message.split('\n');
  }
  throw new Error('expected an error');
}

/** What a network is that says nothing about itself. */
const plain = {
  family: 'network',
  dropout: 0,
  inputDropout: 0,
  batchEnsemble: 1,
  activation: 'relu',
  normalization: 'none',
  residual: false,
};

test('a candidate is a network, or several members', () => {
  const { candidates } = loadConfig({
    text: 'training: { candidates: [{ name: a, members: [{ name: b, hidden: [8] }, { family: network, hidden: [] }] }] }',
  }).training;
  assert.equal(candidates, [
    {
      name: 'a',
      needs: 'nothing',
      blend: 'auto',
      members: [
        { ...plain, name: 'b', hidden: [8] },
        { ...plain, hidden: [] },
      ],
    },
  ]);
  assert.equal(
    membersOf(candidates[0]!).map(({ name, family, settings }) => [name, family, settings['hidden']]),
    [
      ['b', 'network', [8]],
      ['a#2', 'network', []],
    ],
  );
  const [alone] = loadConfig({ text: 'training: { candidates: [{ name: a, hidden: [8] }] }' }).training
    .candidates;
  assert.equal(
    membersOf(alone!).map(({ name }) => name),
    ['a'],
  );
});

test('what is no member, and what only one of the forms knows, is told with the names of that form', () => {
  const found = (candidate: string) => problems(`training: { candidates: [${candidate}] }`).join('\n');
  const network =
    'name, needs, family, hidden, dropout, inputDropout, batchEnsemble, activation, normalization, residual, numeric, learningRate, epochs, weightDecay, batchSize, minimumSteps, maximumSteps';
  const at = '`training.candidates.0';
  assert.match(
    found('{ name: a, hidden: [8], seeds: 3 }'),
    `${at}.seeds\`: expected one of the known names (${network}), received \`seeds\``,
  );
  assert.match(
    found('{ name: a, hidden: [8], beside: [] }'),
    `${at}.beside\`: expected one of the known names`,
  );
  assert.match(
    found('{ name: a, hidden: [8], members: 3 }'),
    `${at}.members\`: expected one of the known names`,
  );
  assert.match(
    found('{ name: a, hidden: [8], members: [{ hidden: [8] }] }'),
    `${at}.hidden\`: expected one of the known names (name, needs, blend, members)`,
  );
  const inner = found('{ name: a, members: [{ hiden: [8] }, { hidden: 8 }] }');
  assert.match(inner, `${at}.members.0.hidden\`: expected a list, received nothing`);
  assert.match(inner, 'Did you mean `hidden`?');
  assert.match(inner, `${at}.members.1.hidden\`: expected a list, received 8`);
  assert.match(found('{ name: a, members: [] }'), `${at}.members\`: expected at least 1 entry`);
  const family = found('{ name: a, family: netwrok, hidden: [8] }');
  assert.match(family, `${at}.family\`: expected`);
  assert.match(family, 'Did you mean `network`?');
  assert.match(found('3'), `${at}\`: expected a section with settings, received 3`);
});

test('how members are averaged is a setting of several alone', () => {
  const blendOf = (candidate: string) =>
    loadConfig({ text: `training: { candidates: [${candidate}] }` }).training.candidates[0]!.blend;
  assert.is(blendOf('{ name: a, blend: fitted, members: [{ hidden: [8] }, { hidden: [] }] }'), 'fitted');
  assert.is(blendOf('{ name: a, hidden: [8] }'), undefined);
  assert.match(
    problems('training: { candidates: [{ name: a, blend: fitted, hidden: [8] }] }')[0]!,
    '`training.candidates.0.blend`: expected one of the known names',
  );
});

test('a name stands for one member, in whatever candidate it is', () => {
  const text = (units: number) =>
    `training: { candidates: [{ name: a, hidden: [8] }, { name: b, members: [{ name: a, hidden: [${units}] }, { name: a, hidden: [8] }] }] }`;
  assert.is(loadConfig({ text: text(8) }).training.candidates.length, 2);
  assert.match(
    problems(text(9))[0]!,
    '`training.candidates`: expected the same settings wherever one name stands, unlike `a`',
  );
});

test.run();
