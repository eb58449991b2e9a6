import { RampartError } from '@rampart/core/internal/tables';
import { arrowCutOff, arrowMessage, type ArrowMessage, bodyLengthOf, readPrefix } from './arrow-message.ts';
import type { ByteReader } from './byte-reader.ts';

/** The messages of an Arrow IPC stream, one after the other; no more than one of them is in memory. */
export async function* arrowStreamMessages(uri: string, reader: ByteReader): AsyncGenerator<ArrowMessage> {
  for (let count = 0; ; count++) {
    const begun = Buffer.from(await reader.take(8));
    // A stream ends with a message of length 0, or just so.
    if (begun.length === 0 && count > 0) return;
    const prefix = readPrefix(begun);
    if (prefix === undefined) throw count === 0 ? noArrow(uri) : arrowCutOff(uri);
    if (prefix.length === 0) return;
    const rest = await reader.take(prefix.length - (begun.length - prefix.size));
    const metadata = Buffer.concat([begun.subarray(prefix.size), rest]);
    if (metadata.length < prefix.length) throw count === 0 ? noArrow(uri) : arrowCutOff(uri);
    const length = bodyLengthOf(metadata);
    const body = await reader.take(Math.max(0, length));
    if (length < 0 || body.length < length) throw arrowCutOff(uri);
    const message = arrowMessage(metadata, body);
    if (message !== undefined) yield message;
  }
}

function noArrow(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'Arrow IPC data that are whole, a file or a stream',
    received: 'bytes that are none',
    fix: 'Tell the format with `--format`; Feather of version 1 must be written anew.',
  });
}
