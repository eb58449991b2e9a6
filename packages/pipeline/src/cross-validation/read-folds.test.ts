import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { readFolds } from './read-folds.ts';
import { foldsToCsv } from './write-folds.ts';

const test = suite('readFolds');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

async function written(...lines: string[]): Promise<string> {
  const path = join(folder.path, 'folds.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

test('what a cross-validation wrote gives the same folds again', async () => {
  const folds = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(folds, fc.boolean(), async (more, forward) => {
      const testedIn = Int32Array.from([1, 2, 3, ...more]);
      // Every third row of the source is not valid.
      const numbers = Float64Array.from(testedIn, (_, row) => 1 + row + Math.floor(row / 2));
      const path = await written(foldsToCsv({ testedIn, forward }, numbers).trimEnd());
      assert.deepEqual(await readFolds(path, numbers, 100), { testedIn, forward });
    }),
    { numRuns: 20 },
  );
});

test('without numbers the lines are the rows of the source, valid or not', async () => {
  const path = await written('fold', '1', '2', '2', '1', '0');
  const { testedIn, forward } = await readFolds(path, Float64Array.of(1, 2, 4, 5), 5);
  assert.deepEqual([...testedIn], [1, 2, 1, 0]);
  assert.equal(forward, false);
});

for (const [about, lines, told] of [
  ['no column of folds', ['part', '1', '2', '1'], /a column `fold`[^]*received part/],
  ['too few lines', ['fold', '1', '2'], /a line for each of the 3 rows[^]*received 2/],
  ['a row without a fold', ['row,fold', '1,1', '2,2'], /a fold for row 3, received none/],
  ['no number', ['fold', '1', '2', 'two'], /a whole number[^]*"two" for row 3/],
  ['half a number', ['fold', '1', '2', '1.5'], /a whole number[^]*"1\.5" for row 3/],
  ['a gap', ['fold', '1', '3', '1'], /no row of fold 2/],
  ['one fold', ['fold', '1', '1', '1'], /two or more[^]*received 1/],
  ['two ways to train', ['row,fold,trains', '1,1,others', '2,2,later', '3,2,others'], /in every line/],
] as const) {
  test(`${about}: the file is refused`, async () => {
    await rejects(readFolds(await written(...lines), Float64Array.of(1, 2, 3), 3), told);
  });
}

test.run();
