import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ColumnDefinition } from './columns/column.ts';
import { parseSchema } from './parse-schema.ts';
import { targetOf } from './target-of.ts';

const test = suite('targetOf');

const resolve = (target: Partial<ColumnDefinition>) =>
  targetOf(
    parseSchema(
      {
        name: 'x',
        columns: [
          { name: 'f', kind: 'numeric' },
          { name: 'y', kind: 'categorical', role: 'target', ...target },
        ],
      },
      'x.yaml',
    ),
  );

test('classes keep their order and take their raw values', () => {
  const target = resolve({
    kind: 'binary',
    values: [-1, 1],
    classes: { phishing: [-1], legitimate: [1] },
    positive: 'phishing',
  });
  assert.equal(target.classes, ['phishing', 'legitimate']);
  assert.is(target.positive, 0);
  assert.equal(
    [-1, 1, 0, Number.NaN, null].map((value) => target.classOf(value)),
    [0, 1, undefined, undefined, undefined],
  );
});

test('without classes every value is one', () => {
  const target = resolve({ values: ['dos', 'normal', 'probe'] });
  assert.equal(target.classes, ['dos', 'normal', 'probe']);
  assert.is(target.positive, null);
  assert.is(target.classOf('probe'), 2);
});

test('the positive class is named by name or by raw value', () => {
  assert.is(resolve({ values: [0, 1], positive: 1 }).positive, 1);
  assert.is(resolve({ values: [0, 1], positive: '1' }).positive, 1);
  assert.is(resolve({ values: [true, false], positive: false }).positive, 1);
  const classes = { bad: [1], good: [0] };
  assert.is(resolve({ classes, positive: 0 }).positive, 1);
  assert.is(resolve({ classes, positive: 'bad' }).positive, 0);
});

test('rest is every other value, but not a missing one', () => {
  const target = resolve({ classes: { normal: ['normal'], attack: 'rest' }, positive: 'attack' });
  assert.equal(
    ['normal', 'neptune', 'never seen'].map((value) => target.classOf(value)),
    [0, 1, 1],
  );
  assert.is(target.classOf(null), undefined);
});

test('with a whole domain rest stops at its end', () => {
  const target = resolve({
    values: ['a', 'b', 'c'],
    classes: { a: ['a'], other: 'rest' },
    positive: 'other',
  });
  assert.equal(
    ['a', 'b', 'c', 'd'].map((value) => target.classOf(value)),
    [0, 1, 1, undefined],
  );
});

test('no target is an error that says what to write', () => {
  const schema = parseSchema({ name: 'x', columns: [{ name: 'f', kind: 'numeric' }] }, 'x.yaml');
  assert.throws(
    () => targetOf(schema),
    /schema x: expected a target column, received none\.\n {2}Give .* `role: target`/,
  );
});

test.run();
