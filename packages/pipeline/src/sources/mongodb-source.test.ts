import { deepEqual, equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { defineSchema, RampartError } from '@rampart/core';
import { readAll, rejects } from '@rampart/core/testing';
import { Decimal128, Long, MongoClient, ObjectId } from 'mongodb';
import { suite } from 'uvu';
import { readTable } from '@rampart/core/rows';
import { testDatabase } from '../testing/servers.ts';
import { testSource } from '../testing/test-source.ts';
import { mongodbSource } from './mongodb-source.ts';

const test = suite('mongodbSource');
const database = testDatabase(test);
const layout = { names: null, delimiter: ',' };

test('a server that does not answer is told quickly, without the password', async () => {
  const started = performance.now();
  const source = mongodbSource('mongodb://u:geheim@127.0.0.1:1/d.c?serverSelectionTimeoutMS=500');
  const error = await rejects(
    readAll(source, layout),
    /expected a MongoDB server that answers at 127\.0\.0\.1:1, received connect ECONNREFUSED/,
  );
  ok(performance.now() - started < 3000);
  ok(error instanceof RampartError && !inspect(error, { depth: 9 }).includes('geheim'));
});

test('a setting that the driver does not know is told', async () => {
  await rejects(
    readAll(mongodbSource('mongodb://127.0.0.1:1/d.c?tlss=true'), layout),
    /settings that MongoDB's driver knows, received option tlss is not supported/,
  );
});

test('a query that is no JSON object is told', async () => {
  await rejects(
    readAll(mongodbSource('mongodb://127.0.0.1:1/d.c?query=[1]'), layout),
    /parameter `query`: expected a JSON object.*received "\[1\]"/,
  );
});

if (database !== undefined) {
  const client = new MongoClient(database.uri('x').replace(/\/[^/]*$/, ''));
  const collection = (name: string) => client.db(database.name).collection<Record<string, unknown>>(name);
  test.after(() => client.close());
  let count = 0;

  /** Documents in a collection of their own. */
  async function filled(documents: readonly Record<string, unknown>[]): Promise<string> {
    const name = `table.${count++}`;
    await client.db(database!.name).createCollection(name);
    for (let start = 0; start < documents.length; start += 5000) {
      await collection(name).insertMany(documents.slice(start, start + 5000) as never);
    }
    return database!.uri(name);
  }

  testSource(test, 'mongodb', {
    async open({ names, rows }) {
      const documents = rows.map((row, at) => ({
        _id: at,
        ...Object.fromEntries(names.map((name, i) => [name, row[i]])),
      }));
      return mongodbSource(await filled(documents));
    },
    absent: () => mongodbSource(database.uri('not.there')),
    rows: 3000,
    namesWithoutRows: false,
  });

  test('the order is that of `sort`, of the lines that ingest wrote, or of `_id`', async () => {
    const documents = Array.from({ length: 50 }, (_, at) => ({
      _id: at,
      n: (at * 7) % 50,
      _rampart: { line: (at * 3) % 50 },
    }));
    const uri = await filled(documents);
    const column = async (address: string) =>
      (await readAll(mongodbSource(address), layout)).rows.map(({ cells }) => cells[0]);
    deepEqual(
      await column(uri),
      documents.map(({ n }) => n),
    );
    await collection(uri.split('.').slice(-2).join('.')).createIndex(
      { '_rampart.line': 1, _id: 1 },
      { name: 'rampart_line' },
    );
    deepEqual(
      await column(uri),
      documents.toSorted((left, right) => left._rampart.line - right._rampart.line).map(({ n }) => n),
    );
    deepEqual(await column(`${uri}?sort={"n":-1}`), [...Array(50).keys()].reverse());
  });

  test('a query and a projection are extended JSON', async () => {
    const uri = await filled(
      [1, 2, 3].map((n) => ({ _id: n, n, day: new Date(n * 86_400_000), word: `w${n}` })),
    );
    const query = encodeURIComponent('{"day":{"$gt":{"$date":"1970-01-02T12:00:00Z"}}}');
    const { names, rows } = await readAll(mongodbSource(`${uri}?query=${query}&projection={"n":1}`), layout);
    deepEqual(names, ['n']);
    deepEqual(
      rows.map(({ cells }) => cells),
      [[2], [3]],
    );
  });

  test('what ingest adds is no column, and `_id` only where it is asked for', async () => {
    const source = mongodbSource(await filled([{ _id: 'k', a: 1, _rampart: { line: 2 } }]));
    deepEqual((await readAll(source, layout)).names, ['a']);
    const { names, rows } = await readAll(source, { ...layout, columns: ['a', '_id'] });
    deepEqual(new Set(names), new Set(['_id', 'a']));
    deepEqual(new Set(rows[0]!.cells), new Set([1, 'k']));
  });

  test('a field that only later documents have is a column from there on', async () => {
    const documents = Array.from({ length: 2500 }, (_, at) => ({
      _id: at,
      a: at,
      ...(at > 2400 ? { late: 'yes' } : {}),
    }));
    const schema = defineSchema({
      name: 'late',
      columns: [
        { name: 'a', kind: 'numeric' },
        { name: 'late', kind: 'categorical', optional: true, role: 'ignored' },
      ],
    });
    const { table, read } = await readTable(mongodbSource(await filled(documents)), schema);
    equal(read, 2500);
    equal((table.columns.get('late') as (string | null)[]).filter((word) => word === 'yes').length, 99);
  });

  test("values of the driver's own types are typed by the schema", async () => {
    const id = new ObjectId();
    const uri = await filled([
      {
        _id: id,
        long: Long.fromString('1152921504606846976'),
        day: new Date(5),
        flag: true,
        text: ' 12.50 ',
        nothing: null,
      },
    ]);
    const schema = defineSchema({
      name: 'types',
      columns: [
        { name: 'long', kind: 'identifier', role: 'ignored' },
        { name: 'day', kind: 'time' },
        { name: 'flag', kind: 'binary', values: [0, 1] },
        { name: 'text', kind: 'numeric' },
        { name: 'nothing', kind: 'numeric' },
      ],
    });
    const { table, rejected } = await readTable(mongodbSource(uri), schema);
    deepEqual(rejected, []);
    deepEqual(
      [...table.columns.values()].map((data) => data[0]),
      ['1152921504606846976', 5, 1, 12.5, Number.NaN],
    );
    // The test server cannot keep this one; the reader of the schema can.
    equal(Decimal128.fromString('1.5').toString(), '1.5');
  });
}

test.run();
