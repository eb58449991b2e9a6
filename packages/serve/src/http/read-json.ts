import { RampartError } from '@rampart/core';
import { parseLossless } from '@rampart/core/internal';
import type { HonoRequest } from 'hono';
import { refusal } from './problem-details.ts';
import type { ReadBody } from './read-already.ts';

/** Far more than a batch of flat records needs, and far less than what would overflow the stack of JSON.stringify. */
const mostLevels = 16;

/**
 * The JSON value of a request's body, of which at most so many bytes are read; `read` is the body where a framework has
 * read it before. Throws the answer 415, 413 or 400 for a body that is none.
 */
export async function readJson(
  request: HonoRequest,
  maxBodyBytes: number,
  read?: ReadBody,
): Promise<unknown> {
  checkType(request);
  // Who has read the body has decoded it too.
  if (read === undefined) checkCoding(request);
  const value =
    read !== undefined && 'value' in read
      ? given(read.value)
      : parse(read === undefined ? await readBytes(request, maxBodyBytes) : atMost(maxBodyBytes, read.bytes));
  if (isDeeper(value, mostLevels)) throw refusal(400, `The body is nested deeper than ${mostLevels} levels.`);
  // Its length in bytes went with its text; a value of this depth can be written again.
  if (read !== undefined && 'value' in read) atMost(maxBodyBytes, Buffer.from(JSON.stringify(value, asText)));
  return value;
}

/** Some parsers of bodies keep large integers, which JSON has no way to write. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // A TypeError is what the decoder throws for bytes that are not UTF-8.
    const reason = error instanceof SyntaxError ? error.message : 'The bytes are not UTF-8.';
    throw refusal(400, `The body is not JSON. ${reason}`);
  }
}

function given(value: unknown): unknown {
  if (value !== undefined) return value;
  throw new RampartError('usage', {
    where: 'the body of a request',
    expected: 'to be unread, or in `body` or `rawBody` of the request',
    received: 'a stream that something before the app has read',
    fix: 'Put the app before what reads bodies, or hand on what it read as `body`.',
  });
}

function atMost(most: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length > most) throw tooLarge(most);
  return bytes;
}

function checkType(request: HonoRequest): void {
  const type = request.header('content-type') ?? '';
  if (!/^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    const headers = { 'accept-post': 'application/json' };
    throw refusal(415, 'The body must be JSON, with the header `content-type: application/json`.', {
      headers,
    });
  }
}

function checkCoding(request: HonoRequest): void {
  const coding = request.header('content-encoding') ?? 'identity';
  if (coding.trim().toLowerCase() !== 'identity') {
    throw refusal(415, 'The body must come without a content encoding.');
  }
}

async function readBytes(request: HonoRequest, most: number): Promise<Uint8Array> {
  const length = request.header('content-length');
  if (length !== undefined && Number(length) > most) throw tooLarge(most);
  // A declared length is kept by the HTTP parser, so that the body can be read at once.
  if (length !== undefined && request.header('transfer-encoding') === undefined) {
    return atMost(most, new Uint8Array(await request.arrayBuffer().catch(endedEarly)));
  }
  const reader = (request.raw.body as ReadableStream<Uint8Array> | null)?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) break;
    size += value.length;
    if (size > most) {
      // The client may still be sending; nobody waits for the rest.
      reader.cancel().catch(() => undefined);
      throw tooLarge(most);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(most: number) {
  return refusal(413, `The body must have at most ${most} bytes. Send the records in several requests.`);
}

function endedEarly(): never {
  throw refusal(400, 'The body ended before it was complete.');
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
