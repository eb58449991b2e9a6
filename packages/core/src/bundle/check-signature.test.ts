import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { defineSchema } from '../schema/define-schema.ts';
import type { FeatureEncoding } from '../encoding/feature-encoding.ts';
import { checkSignature } from './check-signature.ts';

const test = suite('checkSignature');

const schema = defineSchema({
  name: 'x',
  columns: [
    { name: 'port', kind: 'numeric' },
    { name: 'risk', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'label', kind: 'binary', role: 'target', values: ['normal', 'attack'], positive: 'attack' },
  ],
});

const problems = (port: FeatureEncoding, risk: FeatureEncoding) =>
  checkSignature(schema, { inputs: [port, risk], classes: ['normal', 'attack'], positive: 1 }, 'm').length;
const number = (name: string) => ({ name, type: 'number', origin: 0 }) as const;
const category = (name: string, vocabulary: (number | string)[], more = {}) =>
  ({ name, type: 'category', vocabulary, ...more }) as const;

test('numbers may be read as categories or hashed, and categories as numbers', () => {
  assert.is(problems(number('port'), category('risk', [-1, 0, 1])), 0);
  assert.is(problems(category('port', [22, 80]), number('risk')), 0);
  assert.is(problems(category('port', [], { buckets: 8 }), category('risk', [], { buckets: 2 })), 0);
});

test('texts for a column of numbers, and another list than the declared, are problems', () => {
  assert.is(problems(category('port', ['http']), category('risk', [0, 1])), 2);
});
test.run();
