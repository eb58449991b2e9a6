import { deepEqual, equal } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import { readAll, rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readTable } from '@rampart/core/rows';
import { openSource } from '../connections/open-source.ts';

const test = suite('ndjson and json');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const layout = { names: null, delimiter: ',' };

async function sourceOf(name: string, text: string) {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return openSource(path);
}

test('objects need not have the same keys; inherited ones are none', async () => {
  const source = await sourceOf(
    'a.ndjson',
    '\ufeff{"a":1,"constructor":2}\r\n\n  {"b":null,"a":[1]}\n{"__proto__":3}',
  );
  const { names, rows } = await readAll(source, layout);
  deepEqual(names, ['a', 'constructor', 'b', '__proto__']);
  deepEqual(rows, [
    { line: 1, cells: [1, 2, undefined, undefined] },
    { line: 3, cells: [[1], undefined, null, undefined] },
    { line: 4, cells: [undefined, undefined, undefined, 3] },
  ]);
});

test('a column that comes late is read, and a strange one is told', async () => {
  const rows = Array.from({ length: 9000 }, (_, row) => ({
    bytes: row,
    ...(row >= 5000 && { note: `n${row}` }),
    ...(row === 8999 && { extra: 1 }),
  }));
  const schema = defineSchema({
    name: 'late',
    columns: [
      { name: 'bytes', kind: 'numeric' },
      { name: 'note', kind: 'text', role: 'ignored' },
    ],
  });
  for (const [name, text] of [
    ['late.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
    ['late.json', JSON.stringify(rows, undefined, 1)],
  ] as const) {
    const { table, read, unknownColumns, lines } = await readTable(await sourceOf(name, text), schema);
    equal(read, 9000);
    const notes = table.columns.get('note')!;
    deepEqual([notes[4999], notes[5000], notes[8999]], [null, 'n5000', 'n8999']);
    deepEqual(unknownColumns, ['extra']);
    equal(lines[8999], 9000);
  }
});

test('what is no object is quarantined with its line and its text', async () => {
  const schema = defineSchema({ name: 'one', columns: [{ name: 'bytes', kind: 'numeric' }] });
  const { rejected, table } = await readTable(
    await sourceOf('b.ndjson', '{"bytes":1}\n{"bytes":\n7\n{"bytes":2}'),
    schema,
  );
  deepEqual([...table.columns.get('bytes')!], [1, 2]);
  deepEqual(
    rejected.map(({ line, problems, cells }) => [
      line,
      problems[0]!.expected,
      Object.values(cells).at(-1),
      Object.keys(cells).at(-1),
    ]),
    [
      [2, 'a JSON object', '{"bytes":', 'cell 2'],
      [3, 'a JSON object', '7', 'cell 2'],
    ],
  );
});

test('a .json file of one object a line is read as such, whatever stands before the first', async () => {
  for (const before of ['', '\n\n  ', '\ufeff']) {
    const { rows } = await readAll(await sourceOf('lines.json', `${before}{"a":1}\n\n{"a":2}\n`), layout);
    deepEqual(
      rows.map(({ cells }) => cells),
      [[1], [2]],
    );
  }
});

test('a file of another format is told at once', async () => {
  await rejects(
    readAll(await sourceOf('c.ndjson', 'a,b\n1,2\n'), layout),
    /c\.ndjson, line 1: expected a JSON object, received "a,b"\.\n {2}Tell the format/,
  );
  await rejects(
    readAll(await sourceOf('c.ndjson', '[{"a":1},\n{"a":2}]\n'.replace('\n', '')), layout),
    /expected a JSON object, received .*\n {2}Where the file holds one array of objects, tell so with `--format json`/,
  );
  await rejects(readAll(await sourceOf('c.json', 'a,b\n1,2\n'), layout), /expected a JSON array of objects/);
  await rejects(readAll(await sourceOf('d.json', ''), layout), /received an empty file/);
  await rejects(
    readAll(await sourceOf('e.json', '[{"a":1}] [{"a":2}]'), layout),
    /after row 1: expected a comma or the end/,
  );
  await rejects(
    readAll(await sourceOf('f.json', `[${'"x'.repeat(4e7)}`), layout),
    /expected a row of at most 64 MiB/,
  );
});

test.run();
