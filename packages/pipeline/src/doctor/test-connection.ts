import { describeProblem, type Problem, RampartError } from '@rampart/core';
import { schemeOf, shownUri } from '@rampart/core/connections';
import type { ConnectionTest } from '../connections/connection-test.ts';

/**
 * Tries to reach the server of a mongodb: or s3: URI: its host, how long a round trip takes, and what is wrong
 * where it fails. Reads only, writes nothing, and never tells a password or key. Throws for other URIs.
 */
export async function testConnection(uri: string): Promise<ConnectionTest> {
  const scheme = schemeOf(uri);
  if (scheme === 'mongodb' || scheme === 'mongodb+srv') {
    const { testMongodb } = await import('../connections/test-mongodb.ts');
    return testMongodb(uri);
  }
  if (scheme === 's3') {
    const { testS3 } = await import('../connections/test-s3.ts');
    return testS3(uri);
  }
  throw new RampartError('usage', {
    where: '--connect',
    expected: 'a mongodb: or s3: URI',
    received: shownUri(uri),
  });
}

/** A test that failed, as told by the error of the driver. */
export function failedTest(uri: string, host: string, error: unknown): ConnectionTest {
  if (!(error instanceof RampartError)) throw error;
  const [{ where, expected, received, fix }] = error.problems as [Problem];
  const detail = describeProblem({ where, expected, ...(received === undefined ? {} : { received }) });
  return { uri, host, ok: false, latencyMs: null, detail, cure: fix ?? null };
}
