import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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

test('--folds-from tests the rows that a file says, and --write-scores tells what each was answered', async () => {
  const { source, schema } = await writeExample(folder.path, exampleCsv(90));
  const [from, scores, refused] = ['from.csv', 'scores.csv', 'refused.csv'].map((name) =>
    join(folder.path, name),
  ) as [string, string, string];
  // The last thirty rows are trained on in both folds and never tested.
  const fold = (row: number) => (row < 60 ? 1 + (row % 2) : 0);
  await writeFile(from, `fold\n${Array.from({ length: 90 }, (_, row) => `${fold(row)}\n`).join('')}`);
  const argv = ['cross-validate', '--source', source, '--schema', schema, '--json'];
  const settings = quickSettings.flatMap((setting) => ['--set', setting]);
  const given = [...argv, ...settings, '--folds-from', from, '--write-scores', scores];
  const { code, stderr, json } = await runCommand(given);
  assert.equal(code, 0, stderr);
  const { folds } = json<CrossValidation>();
  assert.deepEqual(
    folds.map(({ rows }) => [rows.train, rows.test]),
    [
      [60, 30],
      [60, 30],
    ],
  );
  const [header, ...lines] = (await readFile(scores, 'utf8')).trimEnd().split('\n');
  assert.equal(header, 'row,fold,label,predicted,probability_yes,probability_no');
  const told = lines.map((line) => line.split(','));
  assert.deepEqual(
    told.map(([row, of]) => [Number(row), Number(of)]),
    Array.from({ length: 60 }, (_, row) => [row + 1, fold(row)]),
  );
  for (const { fold: of, metrics } of folds) {
    const own = told.filter(([, tested]) => Number(tested) === of);
    const right = own.filter(([, , label, predicted]) => label === predicted);
    assert.equal(right.length / own.length, metrics.accuracy);
  }
  // All positive rows in one fold: the other one has none to test.
  const rows = exampleCsv(90).trimEnd().split('\n').slice(1);
  await writeFile(refused, `fold\n${rows.map((row) => (row.endsWith('yes') ? 1 : 2)).join('\n')}\n`);
  const second = await runCommand([...argv, ...settings, '--folds-from', refused]);
  assert.notEqual(second.code, 0);
  assert.match(second.stderr, /the test rows of `flows`, fold 1[^]*rows of class no/);
});

test.run();
