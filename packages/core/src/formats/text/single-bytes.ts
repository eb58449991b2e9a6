/** What Windows-1252 has where ISO 8859-1 has control characters; five bytes are such characters in both (WHATWG). */
const windows =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/**
 * Texts of one byte a character, as UTF-8. The decoders of the platform know no ISO 8859-1 (they take it for
 * Windows-1252), and some releases of Node take Windows-1252 for ISO 8859-1.
 */
export async function* singleBytesAsUtf8(
  blocks: AsyncIterable<Uint8Array>,
  encoding: 'windows-1252' | 'iso-8859-1',
): AsyncGenerator<Uint8Array> {
  const codes = Uint16Array.from({ length: 256 }, (_, byte) =>
    encoding === 'windows-1252' && byte >= 0x80 && byte < 0xa0 ? windows.charCodeAt(byte - 0x80) : byte,
  );
  for await (const block of blocks) yield block.some((byte) => byte > 0x7f) ? encoded(block, codes) : block;
}

function encoded(block: Uint8Array, codes: Uint16Array): Uint8Array {
  const text = new Uint8Array(block.length * 3);
  let length = 0;
  for (const byte of block) {
    const code = codes[byte]!;
    if (code < 0x80) text[length++] = code;
    else if (code < 0x800) {
      text[length++] = 0xc0 | (code >> 6);
      text[length++] = 0x80 | (code & 0x3f);
    } else {
      text[length++] = 0xe0 | (code >> 12);
      text[length++] = 0x80 | ((code >> 6) & 0x3f);
      text[length++] = 0x80 | (code & 0x3f);
    }
  }
  return text.subarray(0, length);
}
