import { concatBytes } from '../concat-bytes.ts';
import { NotText } from './not-text.ts';

const encoder = new TextEncoder();
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text in UTF-16 as UTF-8, wherever blocks end. Throws NotText behind the text before half a character. */
export async function* wideTextAsUtf8(
  blocks: AsyncIterable<Uint8Array>,
  littleEndian: boolean,
): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array();
  for await (const block of blocks) {
    const bytes = begun.length === 0 ? block : concatBytes([begun, block]);
    const text = units(bytes, littleEndian);
    const last = text.charCodeAt(text.length - 1);
    const open = last >= 0xd800 && last <= 0xdbff ? 1 : 0;
    const whole = open === 0 ? text : text.slice(0, -1);
    const bad = whole.search(loneSurrogate);
    yield encoder.encode(bad < 0 ? whole : whole.slice(0, bad));
    if (bad >= 0)
      throw notWide(`half of a character (0x${whole.charCodeAt(bad).toString(16).toUpperCase()})`);
    begun = bytes.slice(whole.length * 2);
  }
  if (begun.length > 0) throw notWide('half of a character at the end of the file');
}

function units(bytes: Uint8Array, littleEndian: boolean): string {
  const length = bytes.length >> 1;
  const codes = new Uint16Array(Math.min(length, 8192));
  const [low, high] = littleEndian ? [0, 1] : [1, 0];
  let text = '';
  for (let from = 0; from < length; from += codes.length) {
    const count = Math.min(codes.length, length - from);
    for (let at = 0; at < count; at++) {
      const byte = 2 * (from + at);
      codes[at] = bytes[byte + low]! | (bytes[byte + high]! << 8);
    }
    text += String.fromCharCode(...codes.subarray(0, count));
  }
  return text;
}

function notWide(received: string): NotText {
  return new NotText({
    expected: 'text in UTF-16',
    received,
    fix: 'The file was cut off or damaged on its way: fetch or write it again.',
  });
}
