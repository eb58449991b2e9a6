import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../errors.ts';
import type { ColumnDefinition } from '../columns/column.ts';
import { parseSchema } from '../parse-schema.ts';

const test = suite('monotoneProblems');

const monotone = 'increasing';
const size: ColumnDefinition = { name: 'size', kind: 'numeric', monotone };
const label: ColumnDefinition = {
  name: 'label',
  kind: 'binary',
  role: 'target',
  values: ['bad', 'good'],
  positive: 'bad',
};

function problemsOf(columns: readonly unknown[]): string[] {
  try {
    parseSchema({ name: 'x', columns }, 'x.yaml');
    return [];
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).message.split('\n');
  }
}

test('features of kind numeric, ordinal and binary may be declared monotone', () => {
  const columns = [
    size,
    { name: 'risk', kind: 'ordinal', values: ['low', 'high'], monotone: 'decreasing' },
    { name: 'flag', kind: 'binary', values: [-1, 1], monotone },
    { name: 'half', kind: 'numeric', derive: 'raw / 2', monotone },
    { name: 'raw', kind: 'numeric', role: 'ignored' },
    label,
  ];
  assert.equal(problemsOf(columns.toSorted((a) => (a.name === 'raw' ? -1 : 1))), []);
  assert.equal(problemsOf([size]), [], 'a schema that only serves has no target');
});

test('other kinds and roles may not, all told at once', () => {
  const told = problemsOf([
    size,
    { name: 'when', kind: 'time', monotone },
    { name: 'word', kind: 'categorical', monotone },
    { name: 'kept', kind: 'numeric', role: 'ignored', monotone },
    { ...label, monotone },
    { name: 'wrong', kind: 'numeric', monotone: 'rising' },
  ]).join('\n');
  for (const name of ['when', 'word']) {
    assert.match(
      told,
      `column \`${name}\`: expected \`monotone\` on features of kind numeric, ordinal or binary`,
    );
  }
  assert.match(told, 'column `kept`: expected `monotone` on features only, received role ignored');
  assert.match(told, 'column `label`: expected `monotone` on features only, received role target');
  assert.match(told, /column `wrong`, `monotone`: expected one of increasing, decreasing/);
  assert.not.match(told, 'column `size`');
});

test('it is about the positive one of two classes', () => {
  const three = { name: 'label', kind: 'categorical', role: 'target', values: ['a', 'b', 'c'] };
  const [told, ...others] = problemsOf([size, { name: 'free', kind: 'numeric' }, three]);
  assert.match(
    told!,
    /column `size`: expected `monotone` where the target has two classes.*received 3 classes: a, b, c/,
  );
  assert.equal(others, []);
});

test('no derived feature reads what is declared monotone, at whatever remove', () => {
  const step = { name: 'step', kind: 'numeric', derive: 'size * 2', role: 'ignored' };
  const end = { name: 'end', kind: 'numeric', derive: '1 / (step + 1)' };
  assert.equal(problemsOf([size, step, label]), []);
  const [told] = problemsOf([size, step, end, label]);
  assert.match(
    told!,
    /column `size`: expected `monotone` on columns that no derived feature reads, received one that `end`/,
  );
});

test.run();
