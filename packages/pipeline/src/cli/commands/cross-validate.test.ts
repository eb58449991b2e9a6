import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { CrossValidation } from '../../cross-validation/cross-validate.ts';
import { exampleCsv, quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';

const test = suite('rampart cross-validate');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

test('--write-folds says in which fold each valid row is tested, by its number in the source', async () => {
  const [header, ...rows] = exampleCsv(120).trimEnd().split('\n');
  // The third row cannot be read, the fifth has a value that is none; a blank line counts for nothing.
  rows.splice(2, 0, '1,2');
  rows.splice(4, 0, '5,7,tcp,yes');
  const { source, schema } = await writeExample(folder.path, [header, '', ...rows, ''].join('\n'));
  const file = join(folder.path, 'made', 'folds.csv');
  const argv = ['cross-validate', '--source', source, '--schema', schema, '--folds', '3', '--json'];
  const limits = ['--set', 'validation.maxQuarantined=0.5'];
  const settings = [...quickSettings.flatMap((setting) => ['--set', setting]), ...limits];
  const { code, stderr, json } = await runCommand([...argv, ...settings, '--write-folds', file]);
  assert.equal(code, 0, stderr);
  const { folds, rows: counts } = json<CrossValidation>();
  assert.equal(counts.quarantined, 2);
  const [first, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  assert.equal(first, 'row,fold,trains');
  const told = lines.map((line) => line.split(','));
  assert.deepEqual(
    told.map(([row]) => Number(row)),
    Array.from({ length: 122 }, (_, at) => at + 1).filter((row) => row !== 3 && row !== 5),
  );
  for (const fold of folds) {
    assert.equal(told.filter(([, of]) => Number(of) === fold.fold).length, fold.rows.test);
  }
  assert.ok(told.every(([, , trains]) => trains === 'others'));
  assert.deepEqual(await readdir(join(folder.path, 'made')), ['folds.csv']);
});

test.run();
