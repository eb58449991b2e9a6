/* oxlint-disable eslint/no-control-regex -- kinds of files are told by such bytes */
import { RampartError } from '../../errors.ts';

/** Files that are often found under the name of a text: how they begin, and what to do. */
const kinds: readonly { readonly begin: RegExp; readonly name: string; readonly fix: string }[] = [
  { begin: /^BZh[1-9]1AY&SY/, name: 'bzip2 data', fix: 'Decompress it first: `bunzip2 <file>`.' },
  { begin: /^\x28\xb5\x2f\xfd/, name: 'Zstandard data', fix: 'Decompress it first: `unzstd <file>`.' },
  { begin: /^\xfd7zXZ\x00/, name: 'xz data', fix: 'Decompress it first: `unxz <file>`.' },
  { begin: /^7z\xbc\xaf\x27\x1c/, name: 'a 7z archive', fix: 'Unpack it first: `7z x <file>`.' },
  { begin: /^\x04\x22\x4d\x18/, name: 'LZ4 data', fix: 'Decompress it first: `unlz4 <file>`.' },
  { begin: /^\x1f\x8b/, name: 'gzip data in gzip data', fix: 'Decompress it once: `gunzip <file>`.' },
  { begin: /^Rar!\x1a\x07/, name: 'a RAR archive', fix: 'Unpack it first: `unrar x <file>`.' },
  { begin: /^PAR1[\x00-\x1f]/, name: 'a Parquet file', fix: 'Tell so with `--format parquet`.' },
  { begin: /^ARROW1\x00\x00/, name: 'an Arrow file', fix: 'Tell so with `--format arrow`.' },
  { begin: /^\xff\xff\xff\xff[^]{3}\x00/, name: 'an Arrow stream', fix: 'Tell so with `--format arrow`.' },
  {
    begin: /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/,
    name: 'a document of an older Office, such as an Excel workbook',
    fix: 'Open it and save the sheet as CSV in UTF-8.',
  },
  {
    begin:
      /^(?:\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x4d\x3c\xb2\xa1|\xa1\xb2\x3c\x4d|\n\r\r\n[^]{4}(?:M<\x2b\x1a|\x1a\x2b<M))/,
    name: 'a packet capture',
    fix: 'Make a table of flows of it first, for example with Zeek.',
  },
  {
    begin: /^SQLite format 3\x00/,
    name: 'an SQLite database',
    fix: 'Export the table first: `sqlite3 -header -csv <file> "select * from <table>"`.',
  },
  { begin: /^\x89HDF\r\n/, name: 'an HDF5 file', fix: 'Export the table as CSV or Parquet.' },
  {
    begin: /^\s*<(?:!doctype html|html|\?xml)[\s>]/i,
    name: 'a web page or XML document',
    fix: 'Look into it: it may be the login or error page that came in place of the table.',
  },
];

/** Throws where the first bytes of what should be a text are those of another kind of file, and says of which. */
export function refuseForeign(uri: string, head: Uint8Array): void {
  const text = Array.from(head.subarray(0, 512), (byte) => String.fromCharCode(byte)).join('');
  const found = text.startsWith('PK\x03\x04') ? zipped(text) : kinds.find(({ begin }) => begin.test(text));
  if (found === undefined) return;
  throw new RampartError('source', {
    where: uri,
    expected: 'text',
    received: found.name,
    fix: found.fix,
  });
}

function zipped(text: string): { readonly name: string; readonly fix: string } {
  if (/\[Content_Types\]\.xml|xl\/|_rels\//.test(text)) {
    return { name: 'an Excel workbook (xlsx)', fix: 'Open it and save the sheet as CSV in UTF-8.' };
  }
  return { name: 'a zip archive', fix: 'Unpack it first: `unzip <file>`.' };
}
