import { RampartError, throwIfAborted } from '@rampart/core/internal/tables';

/** How long to wait for an answer, and what ends the waiting early. */
export interface Patience {
  readonly where: string;
  /** Infinity where an answer may take any time. */
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** The promise's value; an error where it takes longer than one is patient, or where the signal fires. */
export async function patient<T>(promise: Promise<T>, { where, milliseconds, signal }: Patience): Promise<T> {
  const over = new AbortController();
  try {
    return await new Promise<T>((resolve, reject) => {
      promise.then(resolve, reject);
      if (Number.isFinite(milliseconds)) {
        const timer = setTimeout(() => reject(noAnswer(where, milliseconds)), milliseconds);
        over.signal.addEventListener('abort', () => clearTimeout(timer));
      }
      const stop = () => {
        try {
          throwIfAborted(signal);
        } catch (error) {
          reject(error as Error);
        }
      };
      stop();
      signal?.addEventListener('abort', stop, { signal: over.signal });
    });
  } finally {
    over.abort();
  }
}

/** The chunks of a stream; each may take as long as one is patient. Time that the reader takes does not count. */
export async function* patiently<T>(stream: AsyncIterable<T>, patience: Patience): AsyncGenerator<T> {
  const chunks = stream[Symbol.asyncIterator]();
  let waiting = true;
  try {
    for (;;) {
      waiting = true;
      const next = await patient(chunks.next(), patience);
      waiting = false;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    const closing = Promise.resolve(chunks.return?.()).catch(() => {});
    // What does not answer would not answer to this either.
    if (!waiting) await closing;
  }
}

function noAnswer(where: string, milliseconds: number): RampartError {
  return new RampartError('source', {
    where,
    expected: 'an answer',
    received: `none for ${milliseconds / 1000} s`,
    fix: 'Check the network and the server, then try again.',
  });
}
