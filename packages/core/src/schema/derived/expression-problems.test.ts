import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../errors.ts';
import { limitOf } from '../rules/limits.ts';
import { parseSchema } from '../parse-schema.ts';
import { milliseconds } from '../rules/table-expectations.ts';

const test = suite('settings between columns');

const columns = [
  { name: 'a', kind: 'numeric' },
  { name: 's', kind: 'text', role: 'ignored' },
  { name: 'at', kind: 'time', role: 'ignored' },
  { name: 'late', kind: 'numeric', role: 'ignored', onlyIn: 'training' },
  { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
];

function problemsOf(
  more: Record<string, unknown>,
  derived: readonly Record<string, unknown>[] = [],
): string[] {
  try {
    parseSchema({ name: 'x', ...more, columns: [...columns, ...derived] }, 'x.yaml');
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).problems.map(
      ({ where, expected, received }) => `${where}: ${expected}; ${received}`,
    );
  }
  return [];
}

test('every fault of derived columns is found at once', () => {
  const derived = [
    { name: 'typo', kind: 'numeric', derive: 'aa + 1' },
    { name: 'self', kind: 'numeric', derive: 'self + 1' },
    { name: 'early', kind: 'numeric', derive: 'after + 1' },
    { name: 'after', kind: 'numeric', derive: 'a + 1' },
    { name: 'leak', kind: 'numeric', derive: 'label + 1' },
    { name: 'between', kind: 'numeric', role: 'ignored', derive: 'late + label' },
    { name: 'hidden leak', kind: 'numeric', derive: 'between * 2' },
    { name: 'words', kind: 'numeric', derive: 's' },
    {
      name: 'set',
      kind: 'numeric',
      derive: 'a',
      optional: true,
      missing: ['?'],
      onlyIn: 'training',
      role: 'ignored',
    },
  ];
  assert.equal(problemsOf({}, derived), [
    'x.yaml, column `typo`, `derive`, character 1: one of the columns a, s, at, late, label, typo, self, early, after, leak, between, hidden leak, words, set; "aa"',
    'x.yaml, column `self`, `derive`: derived columns that stand before this one in the schema; `self`',
    'x.yaml, column `early`, `derive`: derived columns that stand before this one in the schema; `after`',
    'x.yaml, column `words`, `derive`: numbers or conditions, as kind numeric holds them; texts',
    'x.yaml, column `set`: no setting about reading on a derived column; `missing`, `optional`, `onlyIn`',
    'x.yaml, column `leak`, `derive`: a feature that comes from columns known when the model serves; `label`, the target',
    'x.yaml, column `hidden leak`, `derive`: a feature that comes from columns known when the model serves; `late`, which is there in training only, `label`, the target',
  ]);
});

test('every fault of rules, key, freshness, volume, limits and columns is found at once', () => {
  const settings = {
    key: ['a', 'a', 'bb'],
    rules: [
      { name: 'one', expression: 'a' },
      { name: 'one', expression: 'a >' },
      { name: 'two', expression: 'a > 0', onFail: 'explode' },
    ],
    freshness: { column: 'a', maxAge: '48h' },
    volume: { minRows: 5, maxRows: 4 },
    limits: { drift: 'fail', drfit: 'fail', missingShare: { most: 2 } },
  };
  const faulty = [
    { name: 'seen', kind: 'categorical', onUnseen: 'other' },
    { name: 'gone', kind: 'numeric', onlyIn: 'training' },
    { name: 'serving', kind: 'numeric', role: 'ignored', onlyIn: 'serving' },
  ];
  const problems = problemsOf(settings, faulty);
  for (const told of [
    'x.yaml, column `seen`: `onUnseen` on categorical columns with `values` only, the target not among them; no `values`',
    'x.yaml, column `gone`: no feature that is there in training only; `onlyIn: training`',
    'x.yaml, column `serving`, `onlyIn`: `training`; "serving"',
    'x.yaml, rule `one`, `expression`: a condition; a number',
    'x.yaml, rule `one`: a name of its own; a name used before',
    'x.yaml, rule `one`, `expression`, character 4: a column, a literal, a function, a sign or `(`; the end',
    'x.yaml, `rules.2.onFail`: one of reject, warn; "explode"',
  ]) {
    assert.ok(problems.includes(told), `${told}\nnot in\n${problems.join('\n')}`);
  }
  assert.ok(problems.some((problem) => problem.startsWith('x.yaml, `limits.drfit`')));
  assert.ok(problems.some((problem) => problem.startsWith('x.yaml, `limits.missingShare.most`')));
  const { limits: _, rules: __, ...readable } = settings;
  assert.equal(problemsOf(readable), [
    'x.yaml, `key`: one of the columns a, s, at, late, label; `bb`',
    'x.yaml, `key`: every column once; a twice',
    'x.yaml, `freshness`: a column of kind time; kind numeric',
    'x.yaml, `volume`: `minRows` not above `maxRows`; 5 and 4',
  ]);
});

test('good settings are kept and come back from JSON', () => {
  const schema = parseSchema(
    {
      name: 'x',
      columns: [...columns, { name: 'c', kind: 'categorical', values: ['x'], onUnseen: 'impute' }],
      key: ['s', 'at'],
      rules: [{ name: 'r', expression: "late == null || s != 'x'" }],
      freshness: { column: 'at', maxAge: '1.5h' },
      volume: { minRows: 10 },
      limits: { missingShare: { most: 0.2 }, drift: 'fail', stale: 'ignore' },
    },
    'x.yaml',
  );
  assert.equal(parseSchema(JSON.parse(JSON.stringify(schema)), 'again'), schema);
  assert.equal(schema.rules![0]!.onFail, 'reject');
  assert.is(milliseconds('1.5h'), 5_400_000);
  assert.is(milliseconds('2w'), 14 * 86_400_000);
  assert.equal(limitOf('missingShare', schema.limits), { most: 0.2, action: 'fail' });
  assert.equal(limitOf('duplicateShare', schema.limits), { most: 0.1, action: 'warn' });
  assert.equal(limitOf('drift', schema.limits), { most: undefined, action: 'fail' });
});

test.run();
