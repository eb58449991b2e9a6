import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import type { ColumnDefinition } from './columns/column.ts';
import { parseSchema } from './parse-schema.ts';
import { readSchema } from './read-schema.ts';

const test = suite('parseSchema');

const size: ColumnDefinition = { name: 'size', kind: 'numeric' };
const label: ColumnDefinition = {
  name: 'label',
  kind: 'categorical',
  role: 'target',
  classes: { normal: ['normal'], attack: 'rest' },
  positive: 'attack',
};

/** The problems of a schema, each as one line of text. */
function problemsOf(value: unknown): string[] {
  try {
    parseSchema(value, 'x.yaml');
  } catch (error) {
    assert.instance(error, RampartError);
    assert.is((error as RampartError).code, 'schema');
    return (error as RampartError).problems.map(
      ({ where, expected, received, fix }) =>
        `${where}: ${expected}; ${received}${fix === undefined ? '' : `; ${fix}`}`,
    );
  }
  return [];
}

/** Asserts that exactly one problem is found in these columns, and that it says so. */
function oneProblem(columns: unknown[], text: RegExp): void {
  const problems = problemsOf({ name: 'x', columns });
  assert.is(problems.length, 1, problems.join('\n'));
  assert.match(problems[0]!, text);
}

test('defaults are filled in', () => {
  const schema = parseSchema({ name: 'x', columns: [size, label] }, 'x.yaml');
  assert.equal(schema.file, { header: true, delimiter: ',' });
  assert.equal(schema.missing, ['']);
  assert.equal(schema.columns[0], {
    name: 'size',
    kind: 'numeric',
    role: 'feature',
    optional: false,
    onInvalid: 'reject',
  });
});

test('a schema without a target serves', () => {
  assert.equal(problemsOf({ name: 'x', columns: [size] }), []);
});

test('every problem is found at once, with its place and the nearest known word', () => {
  const problems = problemsOf({
    name: 'two words',
    colums: [],
    file: { heeder: false },
    missing: [null],
    columns: [
      { name: 'a', kind: 'numerc', min: '1' },
      { name: 'b', kind: 'numeric', valeus: [1] },
      { name: 'c', kind: 'numeric', min: 2, max: 1 },
      { kind: 'numeric' },
      label,
      { ...label, positive: 'atack' },
    ],
  });
  const expected = [
    /^x.yaml, `name`: letters, digits.*; "two words"$/,
    /^x.yaml, `colums`: one of the known names.*; `colums`; Did you mean `columns`\?$/,
    /^x.yaml, `file.heeder`: one of the known names \(header, delimiter, encoding, skip, comment\); `heeder`; Did you mean `header`\?$/,
    /^x.yaml, `missing.0`: a text or a number; null$/,
    /^x.yaml, column `a`, `kind`: one of numeric.*; "numerc"; Did you mean `numeric`\?$/,
    /^x.yaml, column `a`, `min`: a number; "1"$/,
    /^x.yaml, column `b`, `valeus`: one of the known names.*; `valeus`; Did you mean `values`\?$/,
    /^x.yaml, column `c`: `min` not above `max`; 2 and 1$/,
    /^x.yaml, column number 4, `name`: a text; nothing$/,
    /^x.yaml, column `label`: a name of its own/,
    /^x.yaml: one column of role `target` at most; `label`, `label`$/,
    /^x.yaml, column `label`: `positive` to name one of the classes normal, attack.*; "atack"$/,
  ];
  for (const text of expected)
    assert.ok(
      problems.some((problem) => text.test(problem)),
      `${text}\n${problems.join('\n')}`,
    );
  assert.is(problems.length, expected.length, problems.join('\n'));
});

test('roles and kinds must fit each other', () => {
  oneProblem([size, { name: 'id', kind: 'identifier' }], /role `ignored` or `group`/);
  oneProblem([size, { name: 'w', kind: 'categorical', role: 'weight' }], /weight of kind numeric/);
  oneProblem(
    [size, { ...label, kind: 'numeric', classes: { a: [0], b: [1] }, positive: 'a' }],
    /kind binary, categorical or ordinal/,
  );
  oneProblem([{ ...size, positive: 1 }], /`positive` on the target column only/);
  oneProblem([{ ...size, classes: { a: [1] } }], /`classes` on the target column only/);
  oneProblem([{ ...size, role: 'ignored' }], /at least one column of role `feature`/);
  oneProblem([{ ...size, optional: true, onMissing: 'reject' }], /either `optional: true` or/);
  oneProblem([{ ...size, name: '__proto__' }], /another name/);
});

test('a domain must be usable', () => {
  const column = (rest: object) => [size, { name: 'c', ...rest }];
  oneProblem(column({ kind: 'binary' }), /the two `values`/);
  oneProblem(column({ kind: 'ordinal' }), /`values` in rising order.*none/);
  oneProblem(column({ kind: 'binary', values: [0, 1, 2] }), /two `values`.*3/);
  oneProblem(column({ kind: 'ordinal', values: [1, 0] }), /rising order/);
  oneProblem(column({ kind: 'categorical', values: ['a', 'b', 'a'] }), /every value once.*a twice/);
  oneProblem(column({ kind: 'categorical', values: ['a', ' b'] }), /without blanks/);
  oneProblem(column({ kind: 'categorical', values: ['a', '?'], missing: ['?'] }), /both for "\?"/);
  oneProblem(column({ kind: 'categorical', min: 1 }), /columns of numbers only/);
  oneProblem(column({ kind: 'numeric', values: ['a'] }), /numbers as `values`/);
  oneProblem(column({ kind: 'time', values: [1] }), /coded columns only/);
  assert.equal(problemsOf({ name: 'x', columns: column({ kind: 'ordinal', values: ['low', 'high'] }) }), []);
});

test('classes must share out the values', () => {
  const target = (rest: object) => [size, { name: 'y', kind: 'categorical', role: 'target', ...rest }];
  oneProblem(target({}), /at least two classes; none; Declare `classes`/);
  oneProblem(target({ values: ['a'] }), /at least two classes/);
  oneProblem(target({ values: ['a', 'b'] }), /the `positive` one.*write `positive: a`/s);
  oneProblem(
    target({ classes: { a: [1], b: [1, 2] }, positive: 'a' }),
    /one class only.*1 in `a` and in `b`/,
  );
  oneProblem(target({ classes: { a: 'rest', b: 'rest' }, positive: 'a' }), /`rest` in one class only/);
  oneProblem(
    target({ values: [1, 2, 3], classes: { a: [1], b: [2] }, positive: 'a' }),
    /a class for every one.*none for 3/,
  );
  oneProblem(
    target({ values: [1, 2], classes: { a: [1], b: [2, 3] }, positive: 'a' }),
    /declared `values` only.*3/,
  );
});

test('YAML is read, and its faults are named with their line', () => {
  const schema = readSchema(
    'name: x\nmissing: ["", -999]\ncolumns:\n  - { name: a, kind: binary, values: [true, false] }\n',
    'x.yaml',
  );
  assert.equal(schema.missing, ['', '-999']);
  assert.equal(schema.columns[0]!.values, ['true', 'false']);
  const broken = () => readSchema('name: x\ncolumns: [\n  { name: a\n', 'x.yaml');
  assert.throws(
    broken,
    (error: RampartError) => error.code === 'schema' && /^x.yaml, line \d+$/.test(error.problems[0]!.where),
  );
  assert.throws(
    () => readSchema('just a text', 'x.yaml'),
    /x.yaml: expected a section with settings, received "just a text"/,
  );
});

test.run();
