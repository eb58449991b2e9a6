import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { defineSchema } from './define-schema.ts';
import { recordJsonSchema } from './record-json-schema.ts';

const test = suite('recordJsonSchema');

test('every kind of feature has its JSON form', () => {
  const schema = defineSchema({
    name: 'traffic',
    description: 'Connections',
    columns: [
      { name: 'bytes', kind: 'numeric', min: 0, max: 9, description: 'Bytes sent.' },
      { name: 'land', kind: 'binary', values: [0, 1], onMissing: 'reject' },
      { name: 'level', kind: 'ordinal', values: [0, 0.5, 1] },
      { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'] },
      { name: 'service', kind: 'categorical', optional: true },
      { name: 'at', kind: 'time' },
      { name: 'host', kind: 'identifier', role: 'ignored' },
      { name: 'attack', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
    ],
  });
  assert.equal(recordJsonSchema(schema), {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'traffic',
    description: 'Connections',
    type: 'object',
    properties: {
      bytes: { description: 'Bytes sent.', type: ['number', 'null'], minimum: 0, maximum: 9 },
      land: { type: 'integer', enum: [0, 1] },
      level: { type: ['number', 'null'], enum: [0, 0.5, 1, null] },
      protocol: { type: ['string', 'null'], enum: ['tcp', 'udp', null] },
      service: { type: ['string', 'null'] },
      at: { type: ['string', 'number', 'null'] },
    },
    required: ['bytes', 'land', 'level', 'protocol', 'at'],
    additionalProperties: false,
  });
});

test.run();
