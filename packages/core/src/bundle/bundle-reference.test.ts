import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareBatch } from '../statistics/drift/compare-batch.ts';
import { exampleContents, exampleSchema, exampleTable } from '../testing/index.ts';
import { bundleReference, readReference } from './bundle-reference.ts';
import { decodeBundle } from './decode-bundle.ts';
import { encodeBundle } from './encode-bundle.ts';

const test = suite('bundleReference');

test('what a bundle carries is read back, and compares', () => {
  const reference = bundleReference(exampleTable, exampleSchema);
  const read = readReference(decodeBundle(encodeBundle({ ...exampleContents(), reference })));
  assert.equal(read, reference);
  assert.is(compareBatch(read.drift, exampleTable, exampleSchema).alarm, false);
});

test('a bundle without distributions says so, and loads', () => {
  for (const reference of [[], null]) {
    const bundle = decodeBundle(encodeBundle({ ...exampleContents(), reference }), '/models/1');
    assert.throws(() => readReference(bundle), /^\/models\/1\/reference\.json: /);
  }
  assert.throws(() => readReference({ where: '/models/1', reference: [] }), /earlier version/);
});

test('a bundle with something else in their place is refused', () => {
  for (const [reference, message] of [
    ['x', /reference\.json: expected a section with settings, received "x"/],
    [{ summaries: [], drift: { format: 2, rows: 1, columns: [] } }, /reference\.json, drift\.format/],
  ] as const) {
    assert.throws(() => encodeBundle({ ...exampleContents(), reference }), message);
  }
});

test.run();
