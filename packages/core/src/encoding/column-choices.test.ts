import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { describeProblem } from '../errors.ts';
import { defineSchema } from '../schema/define-schema.ts';
import { columnChoiceProblems, type ColumnChoices, readsAsNumber } from './column-choices.ts';

const test = suite('column-choices');

const schema = defineSchema({
  name: 'x',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'when', kind: 'time' },
    { name: 'risk', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'protocol', kind: 'categorical' },
    { name: 'flag', kind: 'binary', values: ['no', 'yes'] },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});
const problems = (choices: ColumnChoices) => columnChoiceProblems(schema, choices).map(describeProblem);

test('choices that fit are no problem', () => {
  const fit: ColumnChoices = {
    bytes: { impute: { constant: 0 }, scale: 'log', clip: { low: 0 } },
    when: { impute: 'knn', scale: ['quantile'] },
    risk: { scale: 'min-max', impute: 'mean' },
    protocol: { encode: 'hashing', impute: { constant: 'tcp' } },
    flag: { impute: { constant: 'no' } },
  };
  assert.equal(problems(fit), []);
  assert.equal(problems({ bytes: { encode: 'one-hot', impute: 'most-frequent' } }), []);
});

test('every column that is no feature and every choice that does not fit is a problem', () => {
  const told = problems({
    bites: { scale: 'log' },
    label: { encode: 'one-hot' },
    protocol: { scale: 'log' },
    when: { encode: 'one-hot' },
    risk: { clip: { low: 0 }, impute: 'median' },
    bytes: { scale: 'log', encode: 'hashing' },
    flag: { impute: { constant: 'maybe' } },
  });
  assert.is(told.length, 8);
  const expected = [
    /columns\.bites: expected a feature[^]*Did you mean `bytes`\?/,
    /columns\.label[^]*whose role is target/,
    /protocol\.scale: expected `encode`, as its values are texts \(kind categorical\), received "log"/,
    /when\.encode: expected `scale`/,
    /risk\.clip: expected nothing/,
    /risk\.impute: expected `most-frequent` or a constant[^]*received "median"/,
    /bytes\.encode: expected either `scale`/,
    /flag\.impute: expected one of its values \(no, yes\)[^]*received "maybe"/,
  ];
  expected.forEach((pattern, i) => assert.match(told[i]!, pattern));
});

test('a column that is declared monotone is not read as a category without an order', () => {
  const monotone = 'increasing' as const;
  const declared = defineSchema({
    name: 'x',
    columns: schema.columns.map((column) =>
      column.name === 'bytes' || column.name === 'risk' ? { ...column, monotone } : column,
    ),
  });
  const told = (choices: ColumnChoices) => columnChoiceProblems(declared, choices).map(describeProblem);
  assert.equal(told({ bytes: { scale: 'log' }, risk: { encode: 'one-hot' } }), []);
  assert.match(
    told({ bytes: { encode: 'one-hot' } }).join(),
    /bytes\.encode: expected nothing, as the schema declares/,
  );
  assert.match(
    told({ risk: { encode: 'hashing' } }).join(),
    /risk\.encode: expected nothing, as the schema declares/,
  );
});

test('a constant is of the type of the values', () => {
  assert.match(problems({ bytes: { impute: { constant: 'none' } } }).join(), /a constant that is a number/);
  assert.match(problems({ protocol: { impute: { constant: 6 } } }).join(), /a constant that is a text/);
});

test('a scale makes a number of a column, an encoding a category', () => {
  const column = (name: string) => schema.columns.find((each) => each.name === name)!;
  assert.not(readsAsNumber(column('risk')));
  assert.ok(readsAsNumber(column('risk'), { scale: 'robust' }));
  assert.ok(readsAsNumber(column('bytes'), { impute: 'mean' }));
  assert.not(readsAsNumber(column('bytes'), { encode: 'frequency' }));
});
test.run();
