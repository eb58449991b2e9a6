import { defineSchema } from '../schema/define-schema.ts';
import type { SchemaDefinition } from '../schema/dataset-schema.ts';
import { rejects, textSource } from '../testing/index.ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTable } from './read-table.ts';

const test = suite('read-table');

const definition = {
  name: 'flows',
  missing: ['', '?'],
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'protocol', kind: 'categorical' },
    { name: 'note', kind: 'text', role: 'ignored' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
} satisfies SchemaDefinition;
const schema = defineSchema(definition);

const source = (text: string) => textSource(text, 'flows.csv');

test('rows become typed columns, in the order of the schema and not of the file', async () => {
  const file = source('protocol,attack,bytes,extra\ntcp,yes,1.50,x\n?,no, 2e3 ,y\nudp,yes,,z\n');
  const { table, lines, read, rejected, unknownColumns } = await readTable(file, schema);
  assert.equal([...table.columns.keys()], ['bytes', 'protocol', 'note', 'attack']);
  assert.equal([...table.columns.get('bytes')!], [1.5, 2000, Number.NaN]);
  assert.equal(table.columns.get('protocol'), ['tcp', null, 'udp']);
  assert.equal(table.columns.get('note'), [null, null, null]);
  assert.equal([...lines], [2, 3, 4]);
  assert.is(read, 3);
  assert.equal(rejected, []);
  assert.equal(unknownColumns, ['extra']);
});

test('rows that cannot be typed are kept apart, each with its line, its reasons and its cells', async () => {
  const file = source('bytes,protocol,attack\nabc,tcp,yes\n1,tcp\n3,udp,no\n');
  const { table, read, rejected } = await readTable(file, schema);
  assert.is(read, 3);
  assert.is(table.rows, 1);
  assert.equal(
    rejected.map(({ line, problems }) => [
      line,
      problems.map(({ column, rule, received }) => [column, rule, received]),
    ]),
    [
      [2, [['bytes', 'unreadable', '"abc"']]],
      [3, [[null, 'cells', '2 cells']]],
    ],
  );
  assert.equal(rejected[0]?.cells, { bytes: 'abc', protocol: 'tcp', attack: 'yes' });
});

test('an unreadable value is imputed where the schema says so', async () => {
  const lenient = defineSchema({
    ...definition,
    columns: [{ name: 'bytes', kind: 'numeric', onInvalid: 'impute' }, ...definition.columns.slice(1)],
  });
  const { table, rejected } = await readTable(source('bytes,protocol,attack\nabc,tcp,yes\n'), lenient);
  assert.equal([...table.columns.get('bytes')!], [Number.NaN]);
  assert.equal(rejected, []);
});

test('a missing column is told with the nearest name that the file has', async () => {
  const misspelt = readTable(source('byte,protocol,attack\n1,tcp,yes\n'), schema);
  await rejects(
    misspelt,
    /flows\.csv: expected a column `bytes`.*received the columns byte, protocol, attack\.\n {2}Did you mean `byte`\?/,
  );
});

test('a header line without rows, and a header line where there should be none, are errors', async () => {
  await rejects(
    readTable(source('bytes,protocol,attack\n'), schema),
    /expected at least one row, received a header line without rows/,
  );
  const headerless = defineSchema({ ...definition, file: { header: false } });
  await rejects(
    readTable(source('bytes,protocol,note,attack\n1,tcp,,yes\n'), headerless),
    /line 1: expected a row of data.*received a header line/,
  );
});

test('a file without a header line takes its names from the schema', async () => {
  const headerless = defineSchema({ ...definition, file: { header: false } });
  const { table } = await readTable(source('1,tcp,hello,yes\n'), headerless);
  assert.equal(
    [...table.columns].map(([name, data]) => [name, data[0]]),
    [
      ['bytes', 1],
      ['protocol', 'tcp'],
      ['note', 'hello'],
      ['attack', 'yes'],
    ],
  );
});

test.run();
