import { deepEqual, equal, ok } from 'node:assert/strict';
import { concatRows } from '../table.ts';
import { defineSchema } from '../schema/define-schema.ts';
import { rejects } from '../testing/index.ts';
import fc from 'fast-check';
import { suite } from 'uvu';

import type { RawBatch, Source } from './source.ts';
import { readChunks } from './read-chunks.ts';
import { readTable } from './read-table.ts';
import type { TypedChunk } from './typed-chunk.ts';

const test = suite('read-chunks');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'protocol', kind: 'categorical' },
  ],
});
const names = ['protocol', 'bytes', 'extra'];

/** A source that gives the rows in batches of the given sizes; every seventh row is malformed. */
function sourceOf(values: readonly unknown[], batchRows: number): Source {
  return {
    uri: 'memory',
    digest: () => Promise.resolve(''),
    // oxlint-disable-next-line require-await
    async *read() {
      for (let start = 0; start === 0 || start < values.length; start += batchRows) {
        const all = values.slice(start, start + batchRows).map((value, at) => ({
          line: start + at + 2,
          cells: ['tcp', value, 'x'],
        }));
        yield {
          names,
          rows: all.filter(({ line }) => line % 7 !== 0),
          malformed: all
            .filter(({ line }) => line % 7 === 0)
            .map(({ line }) => ({ line, cells: ['tcp'], expected: '3 cells', received: '1 cell' })),
        } satisfies RawBatch;
      }
    },
  };
}

async function chunksOf(source: Source, chunkRows: number): Promise<TypedChunk[]> {
  const chunks: TypedChunk[] = [];
  for await (const chunk of readChunks(source, schema, { chunkRows })) chunks.push(chunk);
  return chunks;
}

test('however rows are cut, the chunks together are the whole table', async () => {
  const values = fc.array(fc.oneof(fc.integer(), fc.constantFrom('1.5', 'abc', null, '', 10n)), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      async (all, batchRows, chunkRows) => {
        const source = sourceOf(all, batchRows);
        const chunks = await chunksOf(source, chunkRows);
        const whole = await readTable(source, schema);
        const [first, ...more] = chunks.map((chunk) => chunk.table);
        deepEqual(concatRows(first!, ...more), whole.table);
        deepEqual(
          chunks.flatMap(({ lines }) => [...lines]),
          [...whole.lines],
        );
        deepEqual(
          chunks.flatMap(({ rejected }) => rejected),
          whole.rejected,
        );
        equal(whole.read, all.length);
        equal(
          chunks.reduce((sum, { read }) => sum + read, 0),
          all.length,
        );
        for (const chunk of chunks) {
          equal(chunk.read, chunk.table.rows + chunk.rejected.length);
          deepEqual(chunk.unknownColumns, ['extra']);
        }
      },
    ),
  );
});

test('a chunk is never larger than asked for where a batch is', async () => {
  const rows = (
    await chunksOf(
      sourceOf(
        Array.from({ length: 100 }, (_, at) => at),
        50,
      ),
      16,
    )
  ).map(({ table }) => table.rows);
  ok(Math.max(...rows) <= 16, String(rows));
});

test('a source may offer chunks of its own, and one without rows is an error either way', async () => {
  const [chunk] = await chunksOf(sourceOf([1, 2, 3], 3), 10);
  const fast: Source = {
    ...sourceOf([], 1),
    // oxlint-disable-next-line require-await
    async *readTyped() {
      yield chunk!;
    },
  };
  deepEqual(await chunksOf(fast, 1), [chunk]);
  await rejects(chunksOf(sourceOf([], 1), 1), /memory: expected at least one row, received a header line/);
});

test('a reader that stops early closes the source', async () => {
  let closed = false;
  const source: Source = {
    ...sourceOf([], 1),
    async *read(options) {
      try {
        yield* sourceOf(
          Array.from({ length: 100 }, (_, at) => at),
          10,
        ).read(options);
      } finally {
        closed = true;
      }
    },
  };
  for await (const _ of readChunks(source, schema, { chunkRows: 10 })) break;
  ok(closed);
});

test.run();
