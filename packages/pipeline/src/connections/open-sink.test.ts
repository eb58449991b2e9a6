import { deepEqual, equal } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { openSource } from './open-source.ts';
import { serverAddress, testDatabase } from '../testing/servers.ts';
import { contractRecords, testSink } from '../testing/test-sink.ts';
import { openSink } from './open-sink.ts';
import type { SinkBatch } from '../rows/sink.ts';

const test = suite('sinks');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const endings = ['csv', 'ndjson', 'json', 'parquet', 'arrow', 'csv.gz', 'ndjson.gz', 'parquet.gz'];

for (const ending of endings) {
  const path = (place: string) => join(folder.path, `${place}.${ending}`);
  testSink(test, `a file .${ending}`, {
    open: (place) => openSink(path(place)),
    read: (place) => openSource(path(place)),
    // A row group of Parquet and its like is one piece.
    underWay: 70_000,
  });
}

const store = serverAddress('AWS_ENDPOINT_URL_S3');
if (store !== undefined) {
  const bucket = `sinks-${process.pid}-${Date.now()}`;
  test.before(async () => {
    const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
    await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
  });
  for (const ending of ['csv.gz', 'parquet', 'ndjson']) {
    const uri = (place: string) => `s3://${bucket}/${place}/table.${ending}`;
    testSink(test, `s3 .${ending}`, {
      open: (place) => openSink(uri(place)),
      read: (place) => openSource(uri(place)),
      underWay: 70_000,
      secrets: [process.env['AWS_SECRET_ACCESS_KEY'] ?? 'none'],
    });
  }
  test('s3: a bucket that is not there is told', async () => {
    await rejects(
      openSink('s3://no-such-bucket-here/x.csv').write(one()),
      /s3:\/\/no-such-bucket-here\/x\.csv.*no such bucket/,
    );
  });
}

const database = testDatabase(test);
if (database !== undefined) {
  testSink(test, 'mongodb', {
    open: (place) => openSink(database.uri(place)),
    read: (place) => openSource(database.uri(place)),
    rows: 2500,
    underWay: 1200,
  });
}

const columns: SinkBatch['columns'] = [
  { name: 'a', type: 'number' },
  { name: 'b', type: 'json' },
];
async function* one(): AsyncGenerator<SinkBatch> {
  yield { columns, records: [{ fields: { a: 1, b: { list: [1, null, 'x,"y"'] } } }] };
}

test('standard output has CSV, or what is told; JSON stands in it as text', async () => {
  for (const [format, expected] of [
    [undefined, 'a,b\n1,"{""list"":[1,null,""x,\\""y\\""""]}"\n'],
    ['ndjson', '{"a":1,"b":{"list":[1,null,"x,\\"y\\""]}}\n'],
  ] as const) {
    const stdout = new PassThrough();
    const told = text(stdout);
    const sink = openSink('-', { stdout, format });
    equal((await sink.write(one())).written, 1);
    stdout.end();
    equal(await told, expected);
  }
});

test('a reader of standard output that goes away ends the writing without an error', async () => {
  const stdout = new PassThrough({ highWaterMark: 16 });
  const sink = openSink('-', { stdout });
  let given = 0;
  async function* rows(): AsyncGenerator<SinkBatch> {
    for (; given < 1000; given++) {
      yield { columns, records: [{ fields: { a: given, b: null } }] };
      if (given === 20) stdout.destroy();
      stdout.read();
    }
  }
  await sink.write(rows());
  equal(given < 100, true);
});

test('a table without rows still has its columns, where the format can say so', async () => {
  for (const ending of ['csv', 'parquet', 'arrow', 'json', 'ndjson']) {
    const path = join(folder.path, `empty.${ending}`);
    await openSink(path).write([{ columns, records: [] }]);
    const names = [];
    for await (const batch of openSource(path).read({ names: null, delimiter: ',' }))
      names.push(...batch.names);
    deepEqual(names, ending.endsWith('json') ? [] : ['a', 'b'], ending);
  }
});

test('one column with a missing value is a row all the same', async () => {
  const path = join(folder.path, 'single.csv');
  await openSink(path).write([
    { columns: [columns[0]!], records: [{ fields: { a: null } }, { fields: { a: 2 } }] },
  ]);
  equal(await readFile(path, 'utf8'), 'a\n""\n2\n');
});

test('NaN and infinity are written as missing', async () => {
  for (const ending of ['csv', 'ndjson', 'parquet', 'arrow']) {
    const path = join(folder.path, `nan.${ending}`);
    await openSink(path).write([
      { columns: [columns[0]!], records: [{ fields: { a: Number.NaN } }, { fields: { a: 1 } }] },
    ]);
    const cells = [];
    for await (const { rows } of openSource(path).read({ names: null, delimiter: ',' })) {
      for (const row of rows) cells.push(row.cells[0]);
    }
    deepEqual(
      cells.map((cell) => (cell === '' || cell === null ? null : Number(cell))),
      [null, 1],
      ending,
    );
  }
});

test('a file: URL is its path; folders are made, and nothing else is left there', async () => {
  const path = join(folder.path, 'deep/er/x.csv');
  const sink = openSink(pathToFileURL(path).href);
  await sink.write(one());
  equal(sink.uri, path);
  deepEqual(await readdir(join(folder.path, 'deep/er')), ['x.csv']);
});

test('what cannot be opened says so before anything is written', async () => {
  await rejects(
    () => openSink('table.xlsx'),
    /table\.xlsx: expected a table in one of the formats .*received the ending \.xlsx/,
  );
  await rejects(() => openSink('table'), /a name without an ending/);
  await rejects(
    () => openSink('ftp://u:secret@host/x.csv'),
    (error) => equal(/secret/.test(error.message), false),
  );
  await rejects(
    () => openSink('mongodb://host/db.c', { format: 'csv' }),
    /--format: expected to be left out/,
  );
  await rejects(() => openSink('mongodb://host/db.c?query={}'), /which is for reading/);
});

test('the records of the contract differ from one another', () => {
  equal(new Set(contractRecords(100).map(({ id }) => id)).size, 100);
});

test.run();
