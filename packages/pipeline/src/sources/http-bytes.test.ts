import { deepEqual, equal, ok } from 'node:assert/strict';
import { readAll, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { fileServer } from '../testing/file-server.ts';
import { contractTable, testSource } from '../testing/test-source.ts';
import { openSource } from '../connections/open-source.ts';

const test = suite('http-bytes');
const layout = { names: null, delimiter: ',' };
const password = 'sw0rdf!sh';

const full = await fileServer();
const poor = await fileServer({ ranges: false, etags: false });
test.after(async () => {
  await full[Symbol.asyncDispose]();
  await poor[Symbol.asyncDispose]();
});
/** The address of a path, with a user and a password in it. */
const address = (url: string, path: string) =>
  `${url.replace('//', `//ann:${encodeURIComponent(password)}@`)}${path}?token=${password}`;

let served = 0;
for (const [kind, server] of [
  ['with ranges', full],
  ['without ranges', poor],
] as const) {
  for (const { ending, encode, format: _, ...told } of encodedFormats) {
    // What ranges change is only how bytes are read at any place.
    if (server === poor && !/parquet|csv$/.test(ending)) continue;
    testSource(test, `${ending} ${kind}`, {
      ...told,
      open(table) {
        const path = `/data/${++served}${ending}`;
        server.files.set(`${path}?token=${password}`, encode(table));
        return openSource(address(server.url, path));
      },
      absent: () => openSource(address(server.url, `/absent${ending}`)),
      secrets: [password, encodeURIComponent(password)],
      openHandles: () => server.answering(),
    });
  }
}

test('content that changes while it is read at several places is an error', async () => {
  const { encode } = encodedFormats.find(({ ending }) => ending === '.parquet')!;
  full.files.set('/changing.parquet', encode(contractTable(10_000)));
  const reading = openSource(`${full.url}/changing.parquet`).read(layout)[Symbol.asyncIterator]();
  await reading.next();
  full.files.set('/changing.parquet', encode(contractTable(10_001)));
  await rejects(async () => {
    while ((await reading.next()).done !== true);
  }, /expected content that stays as it is while it is read/);
});

test('only the wanted columns of a Parquet file are fetched', async () => {
  const { encode } = encodedFormats.find(({ ending }) => ending === '.parquet')!;
  const content = encode(contractTable(50_000));
  full.files.set('/wide.parquet', content);
  full.requests.length = 0;
  const { rows } = await readAll(openSource(`${full.url}/wide.parquet`), { ...layout, columns: ['flag'] });
  equal(rows.length, 50_000);
  deepEqual(new Set(full.requests.map(({ method }) => method)), new Set(['GET']));
  const fetched = full.requests.reduce((sum, { headers }) => {
    const [, from, to] = /(\d+)-(\d+)/.exec(headers.range!)!;
    return sum + Number(to) - Number(from) + 1;
  }, 0);
  ok(fetched < content.length / 4, `${fetched} of ${content.length} bytes`);
});

test.run();
