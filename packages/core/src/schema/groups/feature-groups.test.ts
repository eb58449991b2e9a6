import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { RampartError } from '../../errors.ts';
import type { RecordOfSchema, SchemaDefinition } from '../dataset-schema.ts';
import { defineSchema } from '../define-schema.ts';
import { absentGroups, featureGroupsOf, groupsPresent, hasUngrouped } from './feature-groups-of.ts';
import { judgeRules } from '../rules/judge-rules.ts';
import { parseSchema } from '../parse-schema.ts';
import { readRecord } from '../read-record.ts';
import { recordJsonSchema } from '../record-json-schema.ts';

const test = suite('feature groups');

const definition = {
  name: 'sites',
  columns: [
    { name: 'address', kind: 'text', role: 'ignored' },
    { name: 'length', kind: 'numeric', derive: 'length(address)' },
    { name: 'dots', kind: 'numeric', onMissing: 'reject' },
    { name: 'age', kind: 'numeric', onMissing: 'reject' },
    { name: 'registrar', kind: 'categorical' },
    { name: 'links', kind: 'numeric' },
    { name: 'forms', kind: 'numeric', optional: true },
    { name: 'label', kind: 'binary', role: 'target', values: ['good', 'bad'], positive: 'bad' },
  ],
  featureGroups: [
    { name: 'url', cost: 0, columns: ['length', 'dots'] },
    { name: 'whois', cost: 300, columns: ['age', 'registrar'] },
    { name: 'page', cost: 900.5, columns: ['links', 'forms'] },
  ],
  rules: [{ name: 'young sites link little', expression: 'age > 1 || links < 100' }],
} as const satisfies SchemaDefinition;
const schema = defineSchema(definition);
const url = { address: 'a.b', dots: 1 };
const whois = { age: 4, registrar: 'x' };
const page = { links: 3, forms: 0 };

type Site = RecordOfSchema<typeof schema>;
({ dots: 1, forms: null }) satisfies Site;
({ age: 1, registrar: 'x' }) satisfies Site;
// @ts-expect-error a value of another type
({ dots: 'one' }) satisfies Site;

/** The problems of a schema that differs from the good one. */
function problemsOf(change: Record<string, unknown>): string[] {
  try {
    parseSchema({ ...definition, ...change }, 'x.yaml');
  } catch (error) {
    ok(error instanceof RampartError && error.code === 'schema');
    return error.problems.map(
      ({ where, expected, received, fix = '' }) => `${where}: ${expected}; ${received}; ${fix}`,
    );
  }
  return [];
}

function oneProblem(change: Record<string, unknown>, text: RegExp): void {
  const problems = problemsOf(change);
  equal(problems.length, 1, problems.join('\n'));
  match(problems[0]!, text);
}

test('a group is its features and what a record gives for them', () => {
  deepEqual(
    featureGroupsOf(schema).map(({ name, features, columns }) => ({ name, features, columns })),
    [
      { name: 'url', features: ['length', 'dots'], columns: ['address', 'dots'] },
      { name: 'whois', features: ['age', 'registrar'], columns: ['age', 'registrar'] },
      { name: 'page', features: ['links', 'forms'], columns: ['links', 'forms'] },
    ],
  );
  equal(hasUngrouped(schema), false);
  deepEqual(featureGroupsOf(parseSchema({ ...definition, featureGroups: undefined }, 'x')), []);
});

test('names, costs and members are checked', () => {
  const [first, second, third] = definition.featureGroups;
  oneProblem(
    { featureGroups: [{ ...first, columns: ['lenght', 'dots'] }] },
    /group `url`: columns of role `feature`.*`lenght`; Did you mean `length`\?/,
  );
  oneProblem({ featureGroups: [{ ...first, columns: ['label'] }] }, /`label` of role `target`/);
  oneProblem({ featureGroups: [second, first] }, /group `url`: a cost not below 300.*Order the groups/);
  oneProblem({ featureGroups: [first, { ...second, name: 'url' }] }, /a name used before/);
  oneProblem(
    { featureGroups: [first, { ...second, columns: ['age', 'dots'] }] },
    /`dots`, which is in `url` too/,
  );
  oneProblem({ featureGroups: [{ ...third, columns: ['links', 'links'] }] }, /`links` twice/);
  oneProblem({ featureGroups: [{ ...first, costs: 1 }] }, /`costs`; Did you mean `cost`\?/);
  oneProblem({ featureGroups: [{ ...first, cost: -1 }] }, /featureGroups.0.cost/);
  const columns = Array.from({ length: 6 }, (_, i) => ({ name: `f${i}`, kind: 'numeric' }));
  oneProblem(
    { columns, rules: [], featureGroups: columns.map(({ name }, cost) => ({ name, cost, columns: [name] })) },
    /at most 5 groups.*6/,
  );
});

test('a derived feature comes and goes with what it is computed from', () => {
  const columns = [...definition.columns, { name: 'ratio', kind: 'numeric', derive: 'dots / 2' }];
  oneProblem({ columns }, /`ratio`: to be in the feature group `url`.*no feature group/);
  const [first, second, third] = definition.featureGroups;
  const inUrl = { ...first, columns: [...first.columns, 'ratio'] };
  deepEqual(problemsOf({ columns, featureGroups: [inUrl, second, third] }), []);
  const mixed = [...definition.columns, { name: 'ratio', kind: 'numeric', derive: 'dots / age' }];
  oneProblem(
    { columns: mixed, featureGroups: [inUrl, second, third] },
    /one feature group alone.*`url`, `whois`/,
  );
});

test('a record gives whole groups: by no key or by nulls the others are missing', () => {
  for (const record of [url, { ...url, age: null, registrar: null }, { ...url, links: null }]) {
    const { row, problems } = readRecord(schema, record);
    deepEqual(problems, []);
    deepEqual(groupsPresent(featureGroupsOf(schema), row), [true, false, false]);
    deepEqual(row, {
      length: 3,
      dots: 1,
      age: Number.NaN,
      registrar: null,
      links: Number.NaN,
      forms: Number.NaN,
    });
  }
  const { row, problems } = readRecord(schema, { ...whois, ...page });
  deepEqual(problems, []);
  deepEqual(groupsPresent(featureGroupsOf(schema), row), [false, true, true]);
});

test('a part of a group is a problem that names it; a value that is not known may be null', () => {
  const { problems } = readRecord(schema, { ...url, registrar: 'x' });
  deepEqual(problems, [
    {
      where: 'column `age`',
      expected: 'a number',
      received: 'nothing',
      fix: 'Give all of the feature group `whois` or none of it.',
    },
  ]);
  match(readRecord(schema, { age: 1 }).problems[0]?.fix ?? '', /`whois` or none of it\. Send null where/);
  deepEqual(readRecord(schema, { age: 1, registrar: null }).problems, []);
  deepEqual(readRecord(schema, { links: 1 }).problems, []);
});

test('nothing at all is a problem, unless some feature is in no group', () => {
  const { problems } = readRecord(schema, { links: null });
  deepEqual(problems, [
    {
      where: 'the record',
      expected: 'the columns of at least one feature group (url, whois, page)',
      received: 'a value for none',
    },
  ]);
  const [first] = definition.featureGroups;
  const loose = parseSchema({ ...definition, featureGroups: [first] }, 'x');
  equal(hasUngrouped(loose), true);
  deepEqual(readRecord(loose, { ...whois, ...page }).problems, []);
});

test('a rule about an absent group is not broken', () => {
  deepEqual(readRecord(schema, { ...url, links: 500 }).problems, []);
  equal(readRecord(schema, { age: 1, registrar: 'x', links: 500 }).problems.length, 1);
  const { NaN: none } = Number;
  const table = {
    rows: 3,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['address', ['a', 'b', 'c']],
      ['length', Float64Array.of(1, 1, 1)],
      ['dots', Float64Array.of(1, 1, 1)],
      ['age', Float64Array.of(1, none, none)],
      ['registrar', ['x', null, 'x']],
      ['links', Float64Array.of(500, 500, 500)],
      ['forms', Float64Array.of(1, 1, 1)],
      ['label', ['bad', 'bad', 'good']],
    ]),
  };
  deepEqual([...absentGroups(table, schema)], [['whois', Uint8Array.of(0, 1, 0)]]);
  deepEqual(judgeRules(table, schema, 'training')[0]!.broken, [0, 2]);
});

test('the JSON Schema of a record asks for a group as a whole', () => {
  const { required, dependentRequired } = recordJsonSchema(schema);
  deepEqual(required, []);
  deepEqual(dependentRequired, {
    address: ['dots'],
    dots: ['address'],
    age: ['registrar'],
    registrar: ['age'],
    forms: ['links'],
  });
});

test.run();
