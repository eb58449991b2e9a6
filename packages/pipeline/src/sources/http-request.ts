import { setTimeout as wait } from 'node:timers/promises';
import { RampartError, throwIfAborted } from '@rampart/core/internal/tables';
import { patient } from './patient.ts';
import { shownUri } from '@rampart/core/connections';

/** How an address is asked. */
export interface HttpOptions {
  /** Longest time without an answer, in milliseconds. */
  readonly timeout: number;
  /** Pause before the first repetition, in milliseconds; each further one is twice as long. */
  readonly pause: number;
}

/** An answer whose head has come; `end` closes the connection where its body is not read to the end. */
export interface HttpAnswer {
  readonly response: Response;
  readonly end: () => void;
}

const attempts = 4;

/** Statuses that may be gone a moment later. */
export const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Asks an address, with the credentials that stand in it, and hands the answer on. Refused connections and passing
 * statuses are tried again, with growing pauses; what `use` throws as a lost connection counts as one of them.
 */
export async function httpRequest<T>(
  address: string,
  { timeout, pause }: HttpOptions,
  init: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly signal?: AbortSignal | undefined;
  },
  use: (answer: HttpAnswer) => Promise<T>,
): Promise<T> {
  const { url, authorization } = withoutUser(address);
  const where = shownUri(address);
  const { signal } = init;
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(signal);
    const control = new AbortController();
    const end = () => control.abort();
    const both = signal === undefined ? control.signal : AbortSignal.any([control.signal, signal]);
    try {
      const asked = fetch(url, {
        method: init.method ?? 'GET',
        // Compressed on the way, lengths and ranges would not be those of the file.
        headers: { 'accept-encoding': 'identity', ...authorization, ...init.headers },
        signal: both,
      });
      const response = await patient(asked, { where, milliseconds: timeout, signal });
      if (response.status >= 400 && response.status !== 416) throw await refused(where, response);
      return await use({ response, end });
    } catch (error) {
      end();
      throwIfAborted(signal);
      const again = error instanceof Refused ? passingStatuses.has(error.status) : isLostConnection(error);
      if (!again || attempt === attempts) throw told(where, error, attempt);
      await wait(pause * 2 ** (attempt - 1) * (0.5 + Math.random()), undefined, {
        ...(signal && { signal }),
      }).catch(() => {});
    }
  }
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function refused(where: string, response: Response): Promise<Refused> {
  await response.body?.cancel();
  return new Refused(response.status, `${where}: ${response.status} ${response.statusText}`);
}

/** Whether the connection failed or was lost, as `fetch` tells it. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
}

function told(where: string, error: unknown, tries: number): unknown {
  const often = tries > 1 ? ` (tried ${tries} times)` : '';
  if (error instanceof Refused) {
    return new RampartError('source', {
      where,
      expected: 'an answer with the table',
      received: `status ${error.message.slice(where.length + 2)}${often}`,
      fix: cures[error.status] ?? 'Open the address in a browser to see what the server says.',
    });
  }
  if (!isLostConnection(error)) return error;
  // Only the code: the error of the library keeps the request, and with it the credentials.
  const { code, message } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {
    message: 'connection lost',
  };
  return new RampartError('source', {
    where,
    expected: 'a server that answers',
    received: `${code ?? message}${often}`,
    fix: 'Check the address, the network and the server.',
  });
}

const cures: Record<number, string> = {
  401: 'The server wants a user and a password: put them into the address, from a variable of the environment.',
  403: 'The server refuses: check the user, or whether a signed address has expired.',
  404: 'There is nothing at this address: check it for a typing error.',
  410: 'There is nothing at this address any more.',
};

/** An address as `fetch` takes it, which refuses one with a user in it, and the header that stands for the user. */
export function withoutUser(address: string): { url: URL; authorization: Record<string, string> } {
  const url = parse(address);
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  if (user === ':') return { url, authorization: {} };
  return { url, authorization: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } };
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new RampartError('usage', {
      where: shownUri(address),
      expected: 'an address such as https://host/path/table.csv',
      received: 'one that cannot be read',
      fix: 'Characters such as `@`, `/` and `%` in a user or a password are written %40, %2F and %25.',
    });
  }
}
