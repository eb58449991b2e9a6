import { parseSchema, readSchema, type SchemaDefinition } from '@rampart/core';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaToYaml } from './schema-to-yaml.ts';

const test = suite('schemaToYaml');

test('a schema is written for people', () => {
  const schema: SchemaDefinition = {
    name: 'traffic',
    missing: ['', 'NA'],
    file: { header: false },
    columns: [
      { name: 'bytes sent', kind: 'numeric', min: 0 },
      { name: 'flag', kind: 'categorical', values: ['SF', 'yes', '1'] },
      {
        name: 'attack',
        kind: 'categorical',
        role: 'target',
        classes: { normal: ['normal'], attack: 'rest' },
        positive: 'attack',
      },
    ],
  };
  const yaml = schemaToYaml(schema, [{ column: 'flag', doubt: 'rare\nvalues' }]);
  assert.is(
    yaml,
    `name: traffic
missing: ["", NA]
file:
  header: false
columns:
  - name: bytes sent
    kind: numeric
    min: 0
  # rare values
  - name: flag
    kind: categorical
    values: [SF, "yes", "1"]
  - name: attack
    kind: categorical
    role: target
    classes:
      normal: [normal]
      attack: rest
    positive: attack
`,
  );
  assert.equal(readSchema(yaml, 'x'), parseSchema(schema, 'x'));
});

test('whatever the texts and numbers, what is written is read again', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      'true',
      'NO',
      '~',
      '- a',
      '# b',
      '0x1F',
      '1e3',
      'a: b',
      '.nan',
      '\u2028',
      '\ud800',
      '\u0085',
    ),
  );
  const safe = text.filter((value) => value === value.trim() && value !== '' && value !== '__proto__');
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  fc.assert(
    fc.property(
      fc.uniqueArray(safe, { minLength: 3, maxLength: 6 }),
      text,
      text,
      number,
      ([name, ...values], token, doubt, min) => {
        const schema: SchemaDefinition = {
          name: 'x',
          description: doubt,
          columns: [
            { name: name!, kind: 'categorical', values, missing: [`${values[0]!}${token}!`] },
            { name: `${name!}2`, kind: 'numeric', min, description: token },
          ],
        };
        const expected = parseSchema(schema, 'x');
        assert.equal(
          readSchema(
            schemaToYaml(schema, [
              { column: name!, doubt },
              { column: token, doubt },
            ]),
            'x',
          ),
          expected,
        );
      },
    ),
    { numRuns: 200 },
  );
});

test.run();
