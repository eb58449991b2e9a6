import type { Problem } from '@rampart/core';
import { describeProblem, RampartError } from '@rampart/core/internal/tables';

/** What came of trying to reach one server. */
export interface ConnectionTest {
  /** The URI without credentials. */
  readonly uri: string;
  readonly host: string;
  readonly ok: boolean;
  /** Median time of a round trip, once connected; null where there was none. */
  readonly latencyMs: number | null;
  /** What was found, or what is wrong. */
  readonly detail: string;
  readonly cure: string | null;
}

const roundTrips = 5;

/** The median of the milliseconds that some round trips take, rounded to a tenth. */
export async function medianLatency(roundTrip: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let trip = 0; trip < roundTrips; trip++) {
    const started = performance.now();
    await roundTrip();
    times.push(performance.now() - started);
  }
  times.sort((left, right) => left - right);
  return Math.round(times[Math.floor(roundTrips / 2)]! * 10) / 10;
}

/** A test that failed, as told by the error of the driver. */
export function failedTest(uri: string, host: string, error: unknown): ConnectionTest {
  if (!(error instanceof RampartError)) throw error;
  const [{ where, expected, received, fix }] = error.problems as [Problem];
  const detail = describeProblem({ where, expected, ...(received === undefined ? {} : { received }) });
  return { uri, host, ok: false, latencyMs: null, detail, cure: fix ?? null };
}
