import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareBatch } from '../statistics/drift/compare-batch.ts';
import { exampleContents, exampleSchema, exampleTable, temporaryDirectory } from '../testing/index.ts';
import { bundleReference, readReference } from './bundle-reference.ts';
import { readBundle } from './read-bundle.ts';
import { writeBundle } from './write-bundle.ts';
import { join } from 'node:path';

const test = suite('bundleReference');

test('what a bundle carries is read back, and compares', async () => {
  await using directory = await temporaryDirectory();
  const reference = bundleReference(exampleTable, exampleSchema);
  await writeBundle(join(directory.path, '1'), { ...exampleContents(), reference });
  const read = readReference(await readBundle(join(directory.path, '1')));
  assert.equal(read, reference);
  assert.is(compareBatch(read.drift, exampleTable, exampleSchema).alarm, false);
});

test('a bundle without distributions says so', () => {
  const where = { directory: '/models/1' };
  assert.throws(() => readReference({ ...where, reference: [] }), /earlier version/);
  assert.throws(() => readReference({ ...where, reference: null }), /reference\.json/);
  assert.throws(
    () =>
      readReference({ ...where, reference: { summaries: [], drift: { format: 2, rows: 1, columns: [] } } }),
    /drift\.format/,
  );
});

test.run();
