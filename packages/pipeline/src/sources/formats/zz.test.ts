import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RampartError } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { encodedFormats } from '../../testing/encoded-table.ts';
import { foreignFiles } from '../../testing/foreign-files.ts';
import { contractTable, readAll } from '../../testing/test-source.ts';
import { openSource } from '../open-source.ts';

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

test('a damaged file gives a table or an error for the user, never a fault of ours', async () => {
  const whole = encodedFormats
    .filter(({ ending }) => /^\.(?:arrow|arrows|parquet|json)$/.test(ending))
    .map(({ ending, encode }) => ({ ending, content: encode(contractTable(40)) }));
  const spoken = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 4,
      }),
      async ({ ending, content }, changes) => {
        const damaged = Uint8Array.from(content);
        for (const [at, byte] of changes) damaged[Math.floor(at * (content.length - 1))] = byte;
        try {
          const { rows } = await read(`damaged${ending}`, damaged);
          ok(rows.length <= 1e6);
          spoken.read += 1;
        } catch (error) {
          ok(error instanceof RampartError, String((error as Error).stack));
          spoken.refused += 1;
        }
      },
    ),
    { numRuns: 6000 },
  );
  ok(spoken.read > 10 && spoken.refused > 10, JSON.stringify(spoken));
});

test.run();
