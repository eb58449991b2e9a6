import { throwIfAborted } from '../../errors.ts';
import type { TextEncodingName } from '../../schema/text-encodings.ts';
import type { ByteSource } from '../byte-source.ts';
import { concatBytes } from '../concat-bytes.ts';
import { checkedUtf8 } from './check-utf8.ts';
import { NotText } from './not-text.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { singleBytesAsUtf8 } from './single-bytes.ts';
import { wideTextAsUtf8 } from './wide-text.ts';

/** Bytes that tell other kinds of files from texts. */
const enough = 64;

/** How a text is written, and for how long it is asked for. */
export interface TextOptions {
  /** UTF-8 where left out; a byte-order mark tells better. */
  readonly encoding?: TextEncodingName | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The text of a source as blocks of sound UTF-8 without a byte-order mark, at least one. Nothing is replaced: throws
 * NotText where a byte is no text, behind all the text before it, and a RampartError where the file is of another
 * kind. Leaving early closes the stream.
 */
export async function* textBlocks(
  bytes: Pick<ByteSource, 'uri' | 'stream'>,
  { encoding = 'utf-8', signal }: TextOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfAborted(signal);
  const stream = bytes.stream(signal)[Symbol.asyncIterator]();
  let left = true;
  try {
    let head: Uint8Array = new Uint8Array();
    while (head.length < enough) {
      const next = await stream.next();
      if (next.done === true) break;
      head = head.length === 0 ? next.value : concatBytes([head, next.value]);
    }
    refuseForeign(bytes.uri, head);
    const mark = marks.find(({ begin }) => begin.every((byte, at) => head[at] === byte));
    if (mark === undefined && encoding === 'utf-8') refuseUnmarkedWide(bytes.uri, head);
    const rest = resumed(head.subarray(mark?.begin.length ?? 0), stream);
    yield* asUtf8(rest, mark?.encoding ?? encoding);
    left = false;
  } finally {
    if (left) await stream.return?.();
  }
}

const marks: readonly { readonly begin: readonly number[]; readonly encoding: TextEncodingName }[] = [
  { begin: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { begin: [0xff, 0xfe], encoding: 'utf-16le' },
  { begin: [0xfe, 0xff], encoding: 'utf-16be' },
];

function asUtf8(blocks: AsyncIterable<Uint8Array>, encoding: TextEncodingName): AsyncIterable<Uint8Array> {
  if (encoding === 'utf-8') return checkedUtf8(blocks);
  if (encoding === 'windows-1252' || encoding === 'iso-8859-1') return singleBytesAsUtf8(blocks, encoding);
  return wideTextAsUtf8(blocks, encoding === 'utf-16le');
}

async function* resumed(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Plain letters in UTF-16 are good UTF-8 too, each with a NUL beside it, which no table means. */
function refuseUnmarkedWide(uri: string, head: Uint8Array): void {
  const pairs = Math.min(4, head.length >> 1);
  const nul = (offset: number) => Array.from({ length: pairs }, (_, at) => head[2 * at + offset] === 0);
  const [first, second] = [nul(0), nul(1)];
  const little = second.every(Boolean) && !first.includes(true);
  const big = first.every(Boolean) && !second.includes(true);
  if (pairs < 2 || (!little && !big)) return;
  const encoding = little ? 'utf-16le' : 'utf-16be';
  throw new NotText({
    expected: 'text in UTF-8',
    received: 'text that seems to be in UTF-16, without a byte-order mark',
    fix: `Say so with \`--encoding ${encoding}\` or \`file: { encoding: ${encoding} }\` in the schema, or save it as UTF-8.`,
  }).at(`${uri}, line 1`);
}
