import { setTimeout as wait } from 'node:timers/promises';
import { throwIfAborted } from '@rampart/core/internal/tables';

/** How long and how often something is tried again. */
export interface RetryOptions {
  /** Milliseconds after the first failure from which on no attempt begins. */
  readonly limit: number;
  /** Whether this failure may pass by itself. */
  isTransient(error: unknown): boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told of each failure that another attempt follows. */
  readonly onRetry?: ((error: unknown, attempt: number) => void) | undefined;
}

const firstPause = 100;
const longestPause = 5000;

/**
 * Tries until it succeeds, the failure is one that lasts, or the time is over; the last failure is thrown.
 * Pauses double up to five seconds, each shortened at random by up to half, so that many clients of a server
 * that comes back do not all ask at once.
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  let firstFailure: number | undefined;
  for (let failures = 0; ; failures++) {
    throwIfAborted(options.signal);
    try {
      return await attempt();
    } catch (error) {
      if (!options.isTransient(error)) throw error;
      firstFailure ??= performance.now();
      const pause = Math.min(longestPause, firstPause * 2 ** failures) * (0.5 + Math.random() / 2);
      if (performance.now() + pause - firstFailure > options.limit) throw error;
      options.onRetry?.(error, failures + 1);
      // An abort ends the pause; the loop then throws it as such.
      await wait(pause, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}
