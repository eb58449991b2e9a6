import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { createLogger, defineSchema, loadConfig } from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { loadModel } from '@rampart/serve';
import { suite } from 'uvu';
import {
  inferFromSource,
  openSource,
  recordsSource,
  type RowRecord,
  scoreInto,
  scoreTable,
  type Sink,
  type SinkRecord,
  type TableInput,
  TrainingPipeline,
  validateTable,
} from './index.ts';
import { exampleCsv, exampleSchema, quickSettings, writeExample } from './testing/example-table.ts';

const test = suite('the library without a file');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const [header, ...lines] = exampleCsv().trim().split('\n');
const names = header!.split(',');
const records: RowRecord[] = lines.map((line) =>
  Object.fromEntries(line.split(',').map((cell, at) => [names[at]!, cell])),
);
const { source: path } = await writeExample(folder.path, exampleCsv());

const out = join(folder.path, 'out');
const train = (source: TableInput) =>
  new TrainingPipeline({
    source,
    schema: exampleSchema,
    config: loadConfig({ sets: quickSettings }),
    out,
    logger: createLogger({ level: 'error' }),
  }).run();
const trained = await train(recordsSource(records, { name: 'flows' }));

/** Keeps what it is given. */
function memorySink(): Sink & { readonly written: SinkRecord[] } {
  const written: SinkRecord[] = [];
  return {
    uri: 'memory',
    keepsIds: false,
    written,
    async write(batches) {
      for await (const batch of batches) written.push(...batch.records);
      return { written: written.length, added: written.length, alreadyThere: 0, refused: 0 };
    },
  };
}

test('rows in memory, a file and a source of one’s own train the same model', async () => {
  equal(trained.ingestion.source.uri, 'flows');
  const file = openSource(path);
  const own = { ...file, uri: 'mine', read: file.read.bind(file), digest: () => Promise.resolve(null) };
  for (const source of [path, own] as const) {
    equal((await train(source)).pushing.weightsDigest, trained.pushing.weightsDigest);
  }
});

test('rows in memory count by their content', async () => {
  const again = records.map((record) => ({ ...record }));
  const digest = (rows: readonly RowRecord[]) => recordsSource(rows).digest();
  equal(await digest(again), await digest(records));
  const others: readonly RowRecord[][] = [
    [{ a: 1 }],
    [{ a: '1' }],
    [{ a: null }],
    [{ a: undefined }],
    [{ a: Number.NaN }],
    [{ a: 1n }],
    [{ a: new Date(1) }],
    [{ a: new Date(1).toISOString() }],
    [{ b: 1 }],
    [{ a: 1 }, {}],
  ];
  equal(new Set(await Promise.all(others.map(digest))).size, others.length);
});

test('they are validated, and a schema is inferred of them', async () => {
  const report = await validateTable(records, { schema: exampleSchema, reference: trained.pushing.path });
  deepEqual([report.overview.source, report.overview.rows.read], ['rows in memory', records.length]);
  equal(report.drift!.columns.find(({ role }) => role === 'score')!.alarm, false);
  const { schema } = await inferFromSource(records, { target: 'attack', positive: 'yes' });
  deepEqual(
    schema.columns.map(({ name }) => name),
    names,
  );
});

test('scores come with the model, the row and the columns that were asked for', async () => {
  using model = await loadModel(trained.pushing.path);
  const rows: RowRecord[] = records.slice(0, 3).map((record, at) => ({ ...record, url: `u${at}`, score: 7 }));
  const sink = memorySink();
  const renamed: string[] = [];
  const result = await scoreInto([...rows, 'no row' as unknown as RowRecord], model, sink, {
    keep: ['url', 'score'],
    onRenamed: (column, to) => renamed.push(`${column} ${to}`),
  });
  deepEqual([result, renamed], [{ rows: 4, refused: 1, unseen: [] }, ['score source_score']]);
  deepEqual(
    sink.written.map(({ fields }) => [fields.model, fields.row_id, fields.url, fields.source_score]),
    [
      ['flows@1', '1', 'u0', 7],
      ['flows@1', '2', 'u1', 7],
      ['flows@1', '3', 'u2', 7],
      ['flows@1', '4', null, null],
    ],
  );
  ok(sink.written.slice(0, 3).every(({ fields }) => typeof fields.score === 'number' && fields.score !== 7));
  const every = memorySink();
  await scoreInto(rows, model, every, { keep: 'all' });
  ok([...names, 'url', 'source_score', 'score'].every((name) => name in every.written[0]!.fields));
  const nothing = memorySink();
  await rejects(
    () => scoreInto(rows, model, nothing, { keep: ['scores'] }),
    /`scores`.*Did you mean `score`\?/s,
  );
  equal(nothing.written.length, 0);
  for await (const batch of scoreTable(rows, model)) match(batch[0]!.id, /^1$/);
});

test('a schema in code types the records of a model, and must be its own', async () => {
  const flows = defineSchema({
    name: 'mine',
    missing: ['', '?'],
    columns: [
      { name: 'bytes', kind: 'numeric' },
      { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
      { name: 'protocol', kind: 'categorical' },
      { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
    ],
  });
  using model = await loadModel(trained.pushing.path, { schema: flows });
  ok((await model.predict({ bytes: 1, flag: 0, protocol: 'tcp' })).score >= 0);
  // @ts-expect-error a value outside the domain
  await rejects(() => model.predict({ bytes: 1, flag: 2, protocol: 'tcp' }), /flag/);
  // @ts-expect-error a column is lacking
  await rejects(() => model.predict({ bytes: 1, flag: 1 }), /protocol/);
  const other = defineSchema({
    name: 'other',
    columns: [
      { name: 'bytes', kind: 'numeric', min: 0 },
      { name: 'flag', kind: 'ordinal', values: [0, 1] },
      { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
    ],
  });
  await rejects(
    () => loadModel(trained.pushing.path, { schema: other }),
    /schema `other` is not that of flows version 1.*`bytes`, `min`.*`flag`, `values`.*`protocol`/s,
  );
});

test.run();
