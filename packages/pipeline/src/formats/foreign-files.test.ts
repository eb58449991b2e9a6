import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RampartError } from '@rampart/core';
import { readAll, temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { foreignFiles } from '../testing/foreign-files.ts';
import { contractTable } from '../testing/test-source.ts';
import { openSource } from '../connections/open-source.ts';

const test = suite('files of other programs');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

async function read(name: string, content: Uint8Array) {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return readAll(openSource(path), { names: null, delimiter: ',' });
}

for (const name of ['lz4.feather', 'zstd.feather'] as const) {
  test(`${name} is decompressed, over several blocks`, async () => {
    const { names, rows } = await read(name, foreignFiles[name]);
    deepEqual(names, ['x', 'kind']);
    equal(rows.length, 20_000);
    rows.forEach(({ cells }, row) =>
      deepEqual(cells, [row % 50 === 49 ? null : row % 2, Math.floor(row / 10) % 2 === 0 ? 'tcp' : 'udp']),
    );
  });
}

for (const name of ['polars.arrow', 'zstd.parquet'] as const) {
  test(`${name}: each type comes as the value that columns read`, async () => {
    const { names, rows } = await read(name, foreignFiles[name]);
    const day = new Date(Date.UTC(2026, 0, 1));
    const missing = undefined;
    const expected = [
      [1n, 'tcp', new Date(Date.UTC(2026, 0, 1, 12, 30)), day, true, 'a', 12.34],
      [missing, missing, missing, missing, missing, missing, missing],
      [
        9007199254740993n,
        'a text that is longer than twelve bytes',
        new Date(Date.UTC(1969, 11, 31)),
        missing,
        false,
        'b',
        -0.01,
      ],
    ];
    equal(rows.length, 3);
    rows.forEach(({ cells }, row) =>
      deepEqual(
        cells.map((cell) => cell ?? undefined),
        expected[row]!.slice(0, names.length),
      ),
    );
  });
}

const encoded = (endings: RegExp) =>
  encodedFormats
    .filter(({ ending }) => endings.test(ending))
    .map(({ ending, encode }) => ({ ending, content: encode(contractTable(40)) }));
// Doubles would nearly all be next to 0.
const place = fc.nat(1e6).map((millionths) => millionths / 1e6);

test('a file that ends anywhere is an error for the user, never a fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...encoded(/^\.(?:arrow|parquet|json|arrow\.gz|parquet\.gz|csv\.gz)$/)),
      place,
      async ({ ending, content }, at) => {
        // The line end after a JSON array may be missing.
        const part = content.subarray(0, Math.floor(at * (content.length - 2)));
        const error = await read(`cut${ending}`, part).catch((thrown: unknown) => thrown);
        ok(error instanceof RampartError, `${ending} of ${part.length}: ${String(error)}`);
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever is written into a JSON array, no element of it is lost without a word', async () => {
  const [{ content } = { content: new Uint8Array() }] = encoded(/^\.json$/);
  const spoken = { whole: 0, malformed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.constantFrom('"', '{', '}', '[', ']', ',', 'x', '\\', ' '),
      async (at, text) => {
        const changed = Buffer.from(content);
        changed[Math.floor(at * (content.length - 1))] = text.charCodeAt(0);
        try {
          const { rows, malformed } = await read('changed.json', changed);
          // Elements run together where what stands between them is gone: as one that is malformed.
          ok(
            rows.length + malformed.length >= (malformed.length === 0 ? 40 : 2),
            `${rows.length} ${malformed.length}`,
          );
          if (malformed.length > 0) spoken.malformed += 1;
          else spoken.whole += 1;
        } catch (error) {
          ok(error instanceof RampartError, String((error as Error).stack));
          spoken.refused += 1;
        }
      },
    ),
    { numRuns: 300 },
  );
  ok(Math.min(...Object.values(spoken)) > 3, JSON.stringify(spoken));
});

test.run();
