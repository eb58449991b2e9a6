import { equal, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, loadConfig, recordAt } from '@rampart/core';
import { noLeak, onEveryBackend, temporaryDirectory } from '@rampart/core/testing';
import { createApp, loadModel } from '@rampart/serve';
import { suite } from 'uvu';
import { scoreRows } from '../evaluation/evaluate-predictor.ts';
import { openSource } from '../connections/open-source.ts';
import { readArrow } from '../table/arrow-file.ts';
import { exampleCsv, exampleSchema, quickSettings, writeExample } from '../testing/example-table.ts';
import { TrainingPipeline } from '../training-pipeline.ts';
import { scoredRows } from '../testing/scored-rows.ts';

const test = suite('equal scores');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source } = await writeExample(folder.path);
const config = loadConfig({ sets: quickSettings });

const { pushing, validation } = await new TrainingPipeline({
  source,
  schema: exampleSchema,
  config,
  out: join(folder.path, 'out'),
  logger: createLogger({ level: 'error' }),
}).run();

/** Scores of one reference, made on the plain JavaScript backend. */
const holdout = await readArrow(join(folder.path, 'out', validation.holdout.path));
const reference = await loadModel(pushing.path, { backend: 'cpu' });
const expected = (await scoreRows(reference, holdout)).probabilities.slice();
reference.dispose();

onEveryBackend(
  test,
  'a record gets one answer: in code, in bulk, over HTTP, from a file and in the evaluation',
  async (backend) => {
    const tolerance = backend === 'tfjs-node' ? 1e-5 : 1e-6;
    using predictor = await loadModel(pushing.path, { backend });
    const records = Array.from({ length: holdout.rows }, (_, row) => {
      const cells = Object.entries(recordAt(holdout, row)).filter(([name]) => name !== 'attack');
      return Object.fromEntries(cells.map(([name, cell]) => [name, Number.isNaN(cell) ? null : cell]));
    });
    const positive = predictor.positive!;
    const wanted = (row: number) => expected[row * 2 + positive]!;
    const close = (score: number | null, row: number, way: string) =>
      ok(Math.abs(score! - wanted(row)) <= tolerance, `${way}, row ${row}: ${score} and ${wanted(row)}`);

    const evaluated = await scoreRows(predictor, holdout);
    const many = await predictor.predictMany(records);
    const app = createApp(predictor);
    const headers = { 'content-type': 'application/json' };
    const answered = await app.request('/predict', {
      method: 'POST',
      headers,
      body: JSON.stringify({ records }),
    });
    const { predictions } = (await answered.json()) as { predictions: { score: number }[] };
    const csv = [
      predictor.features.join(','),
      ...records.map((record) => predictor.features.map((name) => record[name] ?? '').join(',')),
    ];
    const file = await writeExample(join(folder.path, backend), `${csv.join('\n')}\n`);
    const scored = await scoredRows(openSource(file.source), predictor);
    equal(scored.length, records.length);
    for (const [row, record] of records.entries()) {
      close((await predictor.predict(record)).score, row, 'predict');
      close(many[row]!.score, row, 'predictMany');
      close(predictions[row]!.score, row, 'HTTP');
      close(scored[row]!.score, row, 'a file');
      close(evaluated.probabilities[row * 2 + positive]!, row, 'the evaluation');
    }
  },
);

onEveryBackend(test, '10,000 predictions leave no tensor behind', async (backend) => {
  using predictor = await loadModel(pushing.path, { backend });
  const record = { bytes: 12, flag: 1, protocol: 'tcp' };
  await predictor.predict(record);
  await noLeak(async () => {
    for (let i = 0; i < 10_000; i++) await predictor.predict(record);
  });
});

test('a table to be scored needs no label, and its bad rows cost the others nothing', async () => {
  using predictor = await loadModel(pushing.path);
  const text = 'flag,bytes,protocol,attack\n0,1,tcp,never heard of\n0,x,tcp,\n1\n9,1,tcp,yes\n1,2,,no\n';
  const file = await writeExample(join(folder.path, 'bad'), text);
  const rows = await scoredRows(openSource(file.source), predictor);
  equal(
    rows.map(({ line, label }) => `${line} ${label === null ? 'refused' : 'scored'}`).join(', '),
    '2 scored, 3 refused, 4 refused, 5 refused, 6 scored',
  );
  ok(rows[1]!.problems[0]!.includes('column `bytes`'));
  ok(rows[2]!.problems[0]!.includes('expected 4 cells, received 1'));
});

test('the example table is learned by the quick settings at all', async () => {
  ok((await readFile(source, 'utf8')) === exampleCsv());
  ok(expected.some((p) => p > 0.7) && expected.some((p) => p < 0.3));
});

test.run();
