import { equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readAll, rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { contractTable, testSource } from '../testing/test-source.ts';
import { openSource } from '../connections/open-source.ts';

const test = suite('file-bytes');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const layout = { names: null, delimiter: ',' };

let written = 0;

for (const { ending, encode, format: _, ...told } of encodedFormats) {
  testSource(test, ending, {
    ...told,
    async open(table) {
      const path = join(folder.path, `${++written} #%${ending}`);
      await writeFile(path, encode(table));
      return openSource(written % 2 === 0 ? path : pathToFileURL(path).href);
    },
    absent: () => openSource(join(folder.path, `absent${ending}`)),
    openHandles: openFiles,
  });
}

/** Files of the test's folder that this process holds open; none where the system does not tell. */
async function openFiles(): Promise<number> {
  const names = await readdir('/proc/self/fd').catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return links.filter((link) => link.startsWith(folder.path)).length;
}

test('what cannot be read is told by what it is', async () => {
  await rejects(
    openSource(join(folder.path, 'absent.csv')).digest(),
    /absent\.csv: expected a file that can be read, received no such file\.\n {2}Check the path/,
  );
  await rejects(openSource(folder.path, { format: 'csv' }).digest(), /received a directory/);
});

test('gzip is told by its first bytes, not by the name, and one that is cut off is an error', async () => {
  const zipped = gzipSync(`a,b\n${'1,2\n'.repeat(50_000)}`);
  const path = join(folder.path, 'in disguise.csv');
  await writeFile(path, zipped);
  equal((await readAll(openSource(path), layout)).rows.length, 50_000);
  await writeFile(path, zipped.subarray(0, zipped.length - 20));
  await rejects(readAll(openSource(path), layout), /disguise\.csv: expected gzip data that are whole/);
  const table = encodedFormats.find(({ ending }) => ending === '.parquet.gz')!.encode(contractTable(100));
  await writeFile(join(folder.path, 'cut.parquet'), table.subarray(0, -9));
  await rejects(
    readAll(openSource(join(folder.path, 'cut.parquet')), layout),
    /expected gzip data that are whole/,
  );
});

test('several gzip members, as appending makes them, are one table', async () => {
  const path = join(folder.path, 'members.csv.gz');
  await writeFile(path, Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]));
  equal((await readAll(openSource(path), layout)).rows.length, 2);
});

test('a table that is cut off is an error in every binary format', async () => {
  for (const { ending, encode } of encodedFormats) {
    if (!/parquet$|arrow$|arrows$/.test(ending)) continue;
    const whole = encode(contractTable(5000));
    for (const part of [0.3, 0.9, 0.999]) {
      const path = join(folder.path, `cut${ending}`);
      await writeFile(path, whole.subarray(0, Math.floor(whole.length * part)));
      await rejects(readAll(openSource(path), layout), /that (?:is|are) whole/);
    }
  }
});

test('a named pipe is a source too, without a digest', async () => {
  const path = join(folder.path, 'pipe.csv');
  // The one that comes with Git for Windows makes what only its own programs can read.
  const program = process.platform === 'win32' ? 'no mkfifo' : 'mkfifo';
  const made = await promisify(execFile)(program, [path]).catch(() => undefined);
  if (made === undefined) {
    console.log('not tested: no named pipe can be made here');
    return;
  }
  const source = openSource(path);
  equal(await source.digest(), null);
  const [{ rows }] = await Promise.all([readAll(source, layout), writeFile(path, 'a,b\n1,2\n')]);
  equal(rows.length, 1);
});

test('an unknown ending is told with the formats that there are', () => {
  const problem = (uri: string) => {
    try {
      openSource(uri);
    } catch (error) {
      return String(error);
    }
    return '';
  };
  ok(
    /table\.xlsx: expected .* csv, ndjson, json, parquet, arrow, received the ending \.xlsx/.test(
      problem('table.xlsx'),
    ),
  );
  ok(/received a name without an ending\.\n {2}Tell the format with `--format`/.test(problem('-')));
  ok(/ftp:\/\/host\/t\.csv: expected .*received a ftp: URI/.test(problem('ftp://host/t.csv')));
});

test.run();
