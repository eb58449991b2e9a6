import { deepEqual, equal } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import type { Notation } from '@rampart/core/internal';
import { readTable } from '@rampart/core/rows';
import { temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { openSink } from '../connections/open-sink.ts';
import { openSource } from '../connections/open-source.ts';
import { ingestTable } from './ingest-table.ts';

const test = suite('notations of what is written');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const notations: readonly Notation[] = [
  {},
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
  { thousands: ',' },
  { thousands: ' ' },
  { thousands: "'" },
  { decimal: ',', units: { '%': 0.01 } },
  { units: { K: 1e3, M: 1e6 } },
  { hexadecimal: true },
  { decimal: ',', hexadecimal: true },
];
const columns = notations.map((notation, at) => ({ name: `n${at}`, kind: 'numeric' as const, notation }));
const schema = defineSchema({ name: 'noted', columns });
const number = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  // 1.234 is the number that looks like another one.
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((thousandths) => thousandths / 1000),
);
const row = fc.array(number, { minLength: columns.length, maxLength: columns.length });

test('rows that are loaded into a text are read again by their schema, whatever its notations', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('csv', 'tsv', 'ndjson', 'json', 'csv.gz'),
      async (rows, ending) => {
        const from = join(folder.path, 'typed.ndjson');
        const objects = rows.map((cells) =>
          JSON.stringify(Object.fromEntries(cells.map((cell, at) => [`n${at}`, cell]))),
        );
        await writeFile(from, `${objects.join('\n')}\n`);
        const to = join(folder.path, `loaded.${ending}`);
        const { valid } = await ingestTable({ source: openSource(from), schema, sink: openSink(to) });
        equal(valid, rows.length);
        const tabs = { ...schema, file: { ...schema.file, delimiter: ending === 'tsv' ? '\t' : ',' } };
        const [before, after] = [
          await readTable(openSource(from), schema),
          await readTable(openSource(to), tabs),
        ];
        deepEqual(after.rejected, []);
        deepEqual(after.table.columns, before.table.columns);
      },
    ),
    { numRuns: 40 },
  );
});

test('a number under dots between thousands is not written as another one', async () => {
  const from = join(folder.path, 'dots.csv');
  await writeFile(from, 'a,n\n1,"1,234"\n2,"1.234,5"\n3,1.234\n');
  const dots = defineSchema({
    name: 'dots',
    key: ['a'],
    columns: [
      { name: 'a', kind: 'numeric' },
      { name: 'n', kind: 'numeric', notation: { decimal: ',', thousands: '.' } },
    ],
  });
  const to = join(folder.path, 'dots-loaded.csv');
  await ingestTable({ source: openSource(from), schema: dots, sink: openSink(to) });
  equal(await readFile(to, 'utf8'), 'a,n\n1,"1,234"\n2,"1234,5"\n3,1234\n');
});

test.run();
