import { deepEqual, equal } from 'node:assert/strict';
import { suite } from 'uvu';
import { digestOf } from '../digest.ts';
import { columnReaders } from './columns/column-readers.ts';
import { featureGroupsOf } from './groups/feature-groups-of.ts';
import { parseSchema } from './parse-schema.ts';
import { schemaPart } from './schema-part.ts';
import { targetOf } from './target-of.ts';

const test = suite('schemaPart');

const definition = {
  name: 'flows',
  description: 'a text',
  source: 'somewhere',
  missing: ['', '?'],
  columns: [
    { name: 'bytes', kind: 'numeric', min: 0, description: 'another' },
    { name: 'host', kind: 'categorical', onUnseen: 'other', values: ['a', 'b'] },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
  featureGroups: [{ name: 'cheap', cost: 1, description: 'a third', columns: ['bytes'] }],
  limits: { stale: 'fail' },
};
const schema = parseSchema(definition, 'the test');

test('holds what was asked for and nothing else', () => {
  const part = schemaPart({
    columns: ['min', 'values', 'positive'],
    featureGroups: ['cost'],
    whole: ['name', 'limits'],
  }).parse(schema);
  deepEqual(part, {
    name: 'flows',
    missing: [''],
    file: { header: true, delimiter: ',' },
    limits: { stale: 'fail' },
    columns: [
      { name: 'bytes', kind: 'numeric', role: 'feature', optional: false, onInvalid: 'reject', min: 0 },
      { ...part.columns[1]!, name: 'host', values: ['a', 'b'] },
      { ...part.columns[2]!, name: 'attack', values: ['yes', 'no'], positive: 'yes' },
    ],
    featureGroups: [{ name: 'cheap', cost: 1, columns: ['bytes'] }],
  });
  equal(part.columns[1]!.onUnseen, undefined);
  equal('featureGroups' in schemaPart({ columns: [] }).parse(schema), false);
});

test('what is left out changes nothing, what is asked for does', () => {
  const part = schemaPart({ columns: ['values', 'positive'], featureGroups: [] });
  const digest = (changed: object) =>
    digestOf(part.parse(parseSchema({ ...definition, ...changed }, 'the test')));
  const [bytes, host, attack] = definition.columns;
  const same = digest({});
  equal(digest({ description: 'other', source: 'other', name: 'other', missing: ['-'], limits: {} }), same);
  equal(digest({ columns: [{ ...bytes, description: 'other', min: 1 }, host, attack] }), same);
  equal(digest({ featureGroups: [{ name: 'cheap', cost: 2, columns: ['bytes'] }] }), same);
  for (const changed of [
    { columns: [bytes, { ...host, values: ['a', 'c'] }, attack] },
    { columns: [host, bytes, attack] },
    { columns: [bytes, host, { ...attack, positive: 'no' }] },
    { featureGroups: [{ name: 'other', cost: 1, columns: ['bytes'] }] },
  ]) {
    equal(digest(changed) === same, false);
  }
});

test('is a schema like any other to whoever reads one', () => {
  const part = schemaPart({ columns: ['values', 'positive'], featureGroups: [] }).parse(schema);
  deepEqual(targetOf(part).classes, ['yes', 'no']);
  deepEqual([...columnReaders(part).keys()], ['bytes', 'host', 'attack']);
  deepEqual(featureGroupsOf(part)[0]!.columns, ['bytes']);
});

test.run();
