import type { ConnectionTest } from '../connections/connection-test.ts';
import { connectionOf } from '../connections/connections.ts';
import { unknownScheme } from '../connections/unknown-scheme.ts';

/**
 * Tries to reach the server of an s3: or mongodb: URI: its host, how long a round trip takes, and what is wrong
 * where it fails. Reads only, writes nothing, and never tells a password or key. Throws for other URIs.
 */
export async function testConnection(uri: string): Promise<ConnectionTest> {
  const test = connectionOf(uri)?.test?.(uri);
  if (test !== undefined) return test;
  throw unknownScheme(uri, 'test', (schemes) => `a server to reach, by a URI that begins with ${schemes}`);
}
