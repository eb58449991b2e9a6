import { RampartError, sha256 } from '@rampart/core/internal/tables';
import { type ByteSource, inMemory, type RandomBytes } from '@rampart/core/formats';
import { type HttpAnswer, type HttpOptions, httpRequest, isLostConnection } from './http-request.ts';
import { patient, patiently } from './patient.ts';
import { shownUri } from '@rampart/core/connections';

/** The bytes behind an http: or https: address; a user and password in it are sent and never shown. */
export function httpBytes(
  address: string,
  options: HttpOptions = { timeout: 30_000, pause: 250 },
): ByteSource {
  const uri = shownUri(address);

  async function* stream(signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const patience = { where: uri, milliseconds: options.timeout, signal };
    // The first chunk belongs to the attempt: until it has come, asking again costs nothing.
    const { chunks, first, end } = await httpRequest(
      address,
      options,
      { signal },
      async ({ response, end }) => {
        const chunks = patiently(bodyOf(response), patience);
        return { chunks, first: await chunks.next(), end };
      },
    );
    try {
      if (first.done === true) return;
      yield first.value;
      yield* chunks;
    } catch (error) {
      throw isLostConnection(error) ? cutOff(uri) : error;
    } finally {
      end();
    }
  }

  const ranged = <T>(
    range: string,
    etag: string | null,
    signal: AbortSignal | undefined,
    use: (answer: HttpAnswer) => Promise<T>,
  ) =>
    httpRequest(
      address,
      options,
      { signal, headers: { range, ...(etag !== null && { 'if-range': etag }) } },
      use,
    );

  return {
    uri,
    stream,
    async open(signal) {
      const probe = await ranged('bytes=0-0', null, signal, ({ response, end }) => {
        end();
        return Promise.resolve({ size: rangeOf(response)?.total, etag: strongTag(response) });
      });
      if (probe.size === undefined) return inMemory(uri, stream(signal));
      const slice: RandomBytes['slice'] = (start, end_) => {
        if (end_ <= start) return Promise.resolve(new Uint8Array());
        return ranged(`bytes=${start}-${end_ - 1}`, probe.etag, signal, async ({ response, end }) => {
          if (rangeOf(response)?.start !== start) {
            end();
            throw changed(uri);
          }
          const body = patient(response.arrayBuffer(), {
            where: uri,
            milliseconds: options.timeout * 10,
            signal,
          });
          const bytes = new Uint8Array(await body);
          if (bytes.length !== end_ - start) throw cutOff(uri);
          return bytes;
        });
      };
      return { size: probe.size, slice, close: () => Promise.resolve() };
    },
    async digest(signal) {
      const etag = await httpRequest(address, options, { signal }, ({ response, end }) => {
        end();
        return Promise.resolve(strongTag(response));
      });
      return etag === null ? null : sha256(JSON.stringify([address, etag]));
    },
  };
}

function bodyOf(response: Response): AsyncIterable<Uint8Array> {
  return (response.body ?? []) as AsyncIterable<Uint8Array>;
}

/** What part of how much an answer holds; undefined where the server knows no ranges. */
function rangeOf(response: Response): { start: number; total: number } | undefined {
  const told = response.headers.get('content-range');
  if (response.status === 416)
    return { start: 0, total: Number(/^bytes \*\/(\d+)$/.exec(told ?? '')?.[1] ?? 0) };
  const parts = /^bytes (\d+)-\d+\/(\d+)$/.exec(told ?? '');
  if (response.status !== 206 || parts === null || response.headers.has('content-encoding')) return undefined;
  return { start: Number(parts[1]), total: Number(parts[2]) };
}

/** A weak tag may stay while bytes change. */
function strongTag(response: Response): string | null {
  const etag = response.headers.get('etag');
  return etag?.startsWith('"') ? etag : null;
}

function cutOff(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'the whole of it',
    received: 'a connection that broke off in the middle',
    fix: 'Try again; where it happens each time, download it to a file first.',
  });
}

function changed(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'content that stays as it is while it is read',
    received: 'another version of it',
    fix: 'Try again when it is no longer being written.',
  });
}
