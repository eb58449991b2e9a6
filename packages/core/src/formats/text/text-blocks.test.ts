import { deepEqual, equal, ok } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { suite } from 'uvu';
import { RampartError } from '../../errors.ts';
import { readTable } from '../../rows/read-table.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import type { TextEncodingName } from '../../schema/text-encodings.ts';
import { type ByteSource, inMemory } from '../byte-source.ts';
import { csv } from '../csv/csv.ts';
import { ndjson } from '../ndjson.ts';
import { tableSource } from '../table-source.ts';
import { firstBadByte, isUtf8 } from './check-utf8.ts';
import { NotText } from './not-text.ts';
import { textBlocks } from './text-blocks.ts';

const test = suite('text');

function source(bytes: Uint8Array, size = bytes.length): ByteSource {
  // oxlint-disable-next-line require-await
  async function* stream() {
    for (let at = 0; at < bytes.length; at += Math.max(1, size)) yield bytes.subarray(at, at + size);
  }
  return {
    uri: 'table.csv',
    stream,
    open: () => inMemory('table.csv', stream()),
    digest: () => Promise.resolve(null),
  };
}

/** The text, and the fault at which it ended. */
async function read(bytes: Uint8Array, size: number, encoding?: TextEncodingName) {
  const parts: Uint8Array[] = [];
  let fault: string | undefined;
  try {
    for await (const block of textBlocks(source(bytes, size), { encoding })) {
      ok(isUtf8(block) && firstBadByte(block) === -1);
      parts.push(block.slice());
    }
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    fault = error.received;
  }
  return { text: Buffer.concat(parts).toString(), fault };
}

test('a byte-order mark goes, and UTF-16 becomes UTF-8, wherever blocks end', async () => {
  const text = 'a,"b"\r\nünï 漢字 🙂 ਊ';
  const wide = Buffer.from(text, 'utf16le');
  const encoded: Record<string, [Buffer, TextEncodingName?]> = {
    plain: [Buffer.from(text)],
    marked: [Buffer.from(`\ufeff${text}`)],
    'marked, though told otherwise': [Buffer.from(`\ufeff${text}`), 'windows-1252'],
    wide: [Buffer.concat([Buffer.of(0xff, 0xfe), wide])],
    'wide, big-endian': [Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(wide).swap16()])],
    'wide, told': [wide, 'utf-16le'],
  };
  for (const [name, [bytes, encoding]] of Object.entries(encoded)) {
    for (let size = 1; size <= bytes.length; size++) {
      deepEqual(
        await read(bytes, size, encoding),
        { text, fault: undefined },
        `${name} in blocks of ${size}`,
      );
    }
  }
});

const someBytes = fc.array(
  fc.constantFrom(
    0,
    10,
    65,
    0x7f,
    0x80,
    0xbf,
    0xc0,
    0xc3,
    0xa9,
    0xe0,
    0xa0,
    0xe2,
    0x82,
    0xed,
    0xf0,
    0x9f,
    0xf4,
    0xf5,
  ),
  { maxLength: 24 },
);

test('of any bytes the sound text in front comes, whole, and then the first bad byte is told', async () => {
  await fc.assert(
    fc.asyncProperty(someBytes, fc.integer({ min: 1, max: 9 }), async (content, size) => {
      const bytes = Uint8Array.from([...Buffer.from('some text'), ...content]);
      const bad = firstBadByte(bytes);
      equal(bad === -1, isUtf8(bytes));
      const { text, fault } = await read(bytes, size);
      equal(text, Buffer.from(bytes.subarray(0, bad < 0 ? bytes.length : bad)).toString());
      if (bad < 0) equal(fault, undefined);
      else equal(fault, `the byte 0x${bytes[bad]!.toString(16).toUpperCase()}`);
    }),
  );
});

test('half of a UTF-16 character is told, not replaced', async () => {
  for (const units of [
    [0x61, 0xd83d, 0x62],
    [0x61, 0xde42],
    [0x61, 0xd83d],
  ]) {
    const bytes = Buffer.from(Uint16Array.from(units).buffer);
    for (const size of [1, 2, 3, 8]) {
      const { text, fault } = await read(bytes, size, 'utf-16le');
      equal(text, 'a');
      ok(fault !== undefined);
    }
  }
});

test('texts of one byte a character are read as told', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  equal((await read(bytes, 7, 'iso-8859-1')).text, Buffer.from(bytes).toString('latin1'));
  const { text } = await read(bytes, 7, 'windows-1252');
  equal(Array.from(text).length, 256);
  equal(text.slice(0x91, 0x98), '‘’“”•–—');
  equal(text[0x80], '€');
});

const head = 'host,pkts,label\n';
const rows = `${'plain,4,0\n'.repeat(3)}`;
const schema = defineSchema({
  name: 'hosts',
  columns: [
    { name: 'host', kind: 'categorical' },
    { name: 'pkts', kind: 'numeric' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});
const latin = (text: string) => Buffer.from(text, 'latin1');
const told = async (action: Promise<unknown>) => {
  try {
    await action;
  } catch (error) {
    ok(error instanceof RampartError, String(error));
    return error.message;
  }
  return 'nothing';
};

test('CSV on either path, and NDJSON, tell the line and the byte', async () => {
  const places = {
    'line 5': latin(`${head}${rows}ä,9,1\n${rows}`),
    'line 1': latin(`höst,${head}${rows}`),
    'line 6': latin(`${head}${rows}"a\nb\xe4",9,1\n`),
    'line 3': latin(`${head}\r\nä,1,1`),
  };
  for (const [line, bytes] of Object.entries(places)) {
    for (const size of [bytes.length, 3]) {
      const table = tableSource(source(bytes, size), csv);
      const slow = { uri: table.uri, read: table.read.bind(table), digest: table.digest.bind(table) };
      for (const one of [table, slow]) {
        const text = await told(readTable(one, schema));
        ok(/, line \d+: expected text in UTF-8, received the byte 0x(E4|F6)/.test(text), text);
        ok(text.includes(`${line}:`), text);
      }
    }
  }
  const lines = latin('{"host":"a","pkts":1,"label":0}\n{"host":"ä","pkts":1,"label":0}\n');
  ok(
    (await told(readTable(tableSource(source(lines, 5), ndjson), schema))).includes(
      'line 2: expected text in UTF-8',
    ),
  );
});

test('a file is read as its schema says, and U+FFFD that it holds is data', async () => {
  const asTold = defineSchema({ ...schema, file: { encoding: 'windows-1252' } });
  const { table } = await readTable(tableSource(source(latin(`${head}\x96ä,1,0\n`)), csv), asTold);
  deepEqual(table.columns.get('host'), ['–ä']);
  const literal = await readTable(tableSource(source(Buffer.from(`${head}\ufffd,1,0\n`)), csv), schema);
  deepEqual(literal.table.columns.get('host'), ['\ufffd']);
});

test('other kinds of files are named', async () => {
  const kinds: Record<string, string | Uint8Array> = {
    'a zip archive': 'PK\x03\x04\x14\0\0\0\x08\0table.csv',
    'an Excel workbook': 'PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml',
    bzip2: 'BZh91AY&SY\x01',
    Zstandard: '\x28\xb5\x2f\xfd\x04',
    'xz data': '\xfd7zXZ\0\0',
    '7z': "7z\xbc\xaf'\x1c\0",
    Parquet: 'PAR1\x15\x04',
    Arrow: 'ARROW1\0\0',
    gzip: gzipSync('a'),
    'packet capture': '\n\r\r\n\x1c\0\0\0M<+\x1a',
    'web page': '\n<!DOCTYPE html><title>Sign in</title>',
    'UTF-16': 'a\0,\0b\0\n\0',
  };
  for (const [name, begin] of Object.entries(kinds)) {
    const bytes = typeof begin === 'string' ? latin(begin) : begin;
    for (const format of [csv, ndjson]) {
      const text = await told(readTable(tableSource(source(bytes, 2), format), schema));
      ok(text.includes(name), `${name}: ${text}`);
    }
  }
  for (const begin of ['PAR1,BZh9\n1,2\n', 'PKts\n1\n', '\n\n\r\nhost\n']) {
    equal((await read(latin(begin), 99)).text, begin);
  }
});

test.run();
