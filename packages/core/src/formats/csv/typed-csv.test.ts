import { deepEqual, equal, match } from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { concatRows } from '../../table.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import { rejects } from '../../testing/index.ts';
import fc from 'fast-check';
import { suite } from 'uvu';
import { typeBatches } from '../../rows/type-batches.ts';
import type { Source } from '../../rows/source.ts';
import type { TypedChunk } from '../../rows/typed-chunk.ts';
import type { ByteSource } from '../byte-source.ts';
import { csvFile, plainCell, trickyCell } from '../../testing/arbitrary-csv.ts';
import { csv } from './csv.ts';
import { bytesOf, header, outcome, sameAllWays, schema } from './typed-csv.test.kit.ts';

const test = suite('typed-csv');

const block = fc.integer({ min: 1, max: 40 });
const chunk = fc.integer({ min: 1, max: 6 });

test('plain files come out as the slow way has them', async () => {
  await fc.assert(
    fc.asyncProperty(csvFile(header, plainCell), block, chunk, (text, blockSize, rows) =>
      sameAllWays(text, blockSize, rows),
    ),
    { numRuns: 300 },
  );
});

test('so do files full of quotes, stray ones too', async () => {
  await fc.assert(
    fc.asyncProperty(csvFile(header, trickyCell), block, chunk, (text, blockSize, rows) =>
      sameAllWays(text, blockSize, rows),
    ),
    { numRuns: 800 },
  );
});

test('a delimiter of several bytes cuts as a comma does', async () => {
  const read = (text: string, delimiter: string, blockSize: number, chunkRows: number) => {
    const as = { ...schema, file: { header: true, delimiter } };
    return outcome(csv.readTyped!(bytesOf(text, blockSize), as, { chunkRows }));
  };
  await fc.assert(
    fc.asyncProperty(csvFile(header, trickyCell), block, chunk, async (text, blockSize, rows) => {
      const told = JSON.stringify(await read(text.replaceAll(',', '→'), '→', blockSize, rows));
      equal(told.replaceAll('→', ','), JSON.stringify(await read(text, ',', blockSize, rows)));
    }),
    { numRuns: 200 },
  );
});

test('blocks may end at any byte', async () => {
  const text = `\ufeff${header.join(',')}\r\nünï,1.5,"x\r\ny",-1,-999,true,2024-01-02,TRUE,yes\r\n\r\n"a""b",12,,9,?,0,5,false,no\ntcp,abc,,0,1,1,,,yes`;
  for (let size = 1; size <= Buffer.byteLength(text); size++) await sameAllWays(text, size, 2);
});

test('any text at all; of bytes that are none the same is told on both ways', async () => {
  const bytes = fc.array(fc.constantFrom(0, 10, 13, 34, 44, 48, 49, 65, 0xc3, 0xa9, 0xff, 0xfe), {
    maxLength: 60,
  });
  const small = defineSchema({
    name: 'small',
    columns: [
      { name: 'a', kind: 'numeric' },
      { name: 'b', kind: 'text', role: 'ignored' },
    ],
  });
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), block, chunk, async (content, headerLine, blockSize, rows) => {
      // UTF-16, which csv-parse cuts between the bytes of a character.
      fc.pre(headerLine || (content[0]! | 1) !== 0xff || content[0] === content[1]);
      const as = headerLine ? small : { ...small, file: { header: false, delimiter: ',' } };
      const text = Uint8Array.from([...Buffer.from(headerLine ? 'a,b\n' : ''), ...content]);
      if (isUtf8(text)) {
        await sameAllWays(text, blockSize, rows, as);
        return;
      }
      const fast = await outcome(csv.readTyped!(bytesOf(text, blockSize), as, { chunkRows: rows }));
      const read: Source['read'] = (options) => csv.read(bytesOf(text, blockSize), options);
      const slow = await outcome(typeBatches({ uri: 'flows.csv', read }, as, { chunkRows: rows }));
      deepEqual(fast, slow);
      match(fast as string, /line \d+: expected (text in UTF-8|a row of data|every column)|at least/);
    }),
    { numRuns: 600 },
  );
});

test('files without a header line, with another delimiter, in UTF-16 or with old line ends', async () => {
  const bare = { ...schema, file: { header: false, delimiter: ';' } };
  const cells = ['1', '0', '1', '3', '4', 'tcp', 'true', 'n', 'yes'];
  await sameAllWays(`${cells.join(';')}\n1;2\n${cells.join(';')}`, 7, 10, bare);
  await sameAllWays(`${schema.columns.map(({ name }) => name).join(';')}\n${cells.join(';')}\n`, 7, 10, bare);
  const section = { ...schema, file: { header: false, delimiter: '§' } };
  await sameAllWays(`${cells.join('§')}\n${cells.join('§')}`, 7, 10, section);
  const text = `${header.join(',')}\rtcp,1,x,0,1,1,5,true,yes\rudp,2,x,0,1,1,5,true,no\r`;
  await sameAllWays(text, 7, 10);
  await sameAllWays(
    Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text.replaceAll('\r', '\n'), 'utf16le')]),
    7,
    10,
  );
});

test('UTF-16 is read as the same text in UTF-8 is', async () => {
  const text = `${header.join(',')}\nünï,1.5,"ਊ,\r\n漢",-1,-999,true,2024-01-02,TRUE,yes\r\n"🙂",12,,9,?,0,5,false,no\n`;
  const wide = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
  const read = (bytes: string | Uint8Array, size: number) =>
    outcome(csv.readTyped!(bytesOf(bytes, size), schema, { chunkRows: 9 }));
  const expected = await read(text, 1 << 16);
  for (const size of [1, 2, 3, 5, 1 << 16]) deepEqual(await read(wide, size), expected);
});

test('a file without rows, an empty one, a column too few, an open quote', async () => {
  for (const text of [
    '',
    '\n\n',
    header.join(','),
    'protocol,bytes\ntcp,1\n',
    `${header.join(',')}\n"tcp,1\n2\n`,
    'a,b,a\n',
  ]) {
    await sameAllWays(text, 5, 10);
  }
});

test('a chunk keeps its values while later ones are parsed', async () => {
  const rows = Array.from(
    { length: 1000 },
    (_, at) => `p${at % 7},${at}.25,,1,${at},1,${1e12 + at},true,yes`,
  );
  const chunks: TypedChunk[] = [];
  const options = { chunkRows: 64 };
  for await (const part of csv.readTyped!(
    bytesOf(`${header.join(',')}\n${rows.join('\n')}`, 999),
    schema,
    options,
  ))
    chunks.push(part);
  equal(chunks.length, Math.ceil(1000 / 64));
  const all = concatRows(chunks[0]!.table, ...chunks.slice(1).map(({ table }) => table));
  deepEqual(
    [...all.columns.get('bytes')!],
    rows.map((_, at) => at + 0.25),
  );
  deepEqual(
    [...all.columns.get('protocol')!],
    rows.map((_, at) => `p${at % 7}`),
  );
});

test('reading ends when the signal fires, and closes the bytes when the reader leaves', async () => {
  const text = `${header.join(',')}\n${'tcp,1,,1,1,1,1,true,yes\n'.repeat(5000)}`;
  const abort = new AbortController();
  await rejects(async () => {
    for await (const _ of csv.readTyped!(bytesOf(text, 500), schema, { chunkRows: 10, signal: abort.signal }))
      abort.abort();
  }, /abort signal/);
  let closed = false;
  const source = bytesOf(text, 500);
  const watched: ByteSource = {
    ...source,
    async *stream() {
      try {
        yield* source.stream();
      } finally {
        closed = true;
      }
    },
  };
  for await (const _ of csv.readTyped!(watched, schema, { chunkRows: 10 })) break;
  equal(closed, true);
});

test.run();
