import { deepEqual, equal, match } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAll, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { openSource } from '../../connections/open-source.ts';
import { exampleCsv, quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';
import { testDatabase } from '../../testing/servers.ts';

const test = suite('rampart predict');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const database = testDatabase(test);

const { source, schema } = await writeExample(folder.path, `${exampleCsv(120)}x,0,tcp,yes\n`);
const out = join(folder.path, 'out');
const quick = quickSettings.flatMap((setting) => ['--set', setting]);
const trained = await runCommand(['run', '--source', source, '--schema', schema, '--out', out, ...quick]);
equal(trained.code, 0, trained.stderr);

const predict = (...more: string[]) =>
  runCommand(['predict', source, '--model', join(out, 'bundles/flows'), ...more]);

async function scores(uri: string) {
  const { names, rows } = await readAll(openSource(uri), { names: null, delimiter: ',' });
  return rows.map(({ cells }) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));
}

test('the scores are the same in every format and place', async () => {
  const { code, stdout, stderr } = await predict();
  equal(code, 0, stderr);
  match(stderr, /121 rows scored, 1 of them refused\n$/);
  const lines = stdout.trim().split('\n');
  equal(lines[0], 'model,row_id,line,label,score,probability_yes,probability_no,problems');
  equal(lines.length, 122);
  match(lines.at(-1)!, /^flows@1,121,122,,,,,"?.*column `bytes`/);

  const { json } = await predict('--json');
  const { predictions } = json<{ predictions: { line: number; score: number | null }[] }>();
  const places = ['csv', 'parquet', 'ndjson.gz'].map((ending) => join(folder.path, `scores.${ending}`));
  if (database !== undefined) places.push(database.uri('scores'));
  for (const to of places) {
    const written = await predict('--to', to);
    equal(written.code, 0, written.stderr);
    equal(written.stdout, '');
    const rows = await scores(to);
    deepEqual(
      rows.map(({ line, score }) => [Number(line), score === null || score === '' ? null : Number(score)]),
      predictions.map(({ line, score }) => [line, score]),
      to,
    );
  }
  equal(await readFile(places[0]!, 'utf8'), stdout);
});

if (database !== undefined) {
  test('scoring the same rows again adds nothing to a collection', async () => {
    for (let time = 0; time < 2; time++) equal((await predict('--to', database.uri('again'))).code, 0);
    equal((await scores(database.uri('again'))).length, 121);
  });
}

test('with a place for the rows the document tells their number alone', async () => {
  const written = await predict('--to', join(folder.path, 'told.csv'), '--json', '--backend', 'cpu');
  equal(written.code, 0, written.stderr);
  const { rows, refused, predictions } = written.json<{
    rows: number;
    refused: number;
    predictions?: unknown;
  }>();
  deepEqual([rows, refused, predictions], [121, 1, undefined]);
  equal((await readFile(join(folder.path, 'told.csv'), 'utf8')).split('\n').length, 123);
});

test('a place that cannot be written to is told before anything is scored', async () => {
  const { code, stderr } = await predict('--to', 'scores.xlsx');
  equal(code, 2);
  match(stderr, /scores\.xlsx: expected a table in one of the formats/);
});

test.run();
