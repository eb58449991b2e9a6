import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'uvu';

/** The value of an environment variable that names a server; undefined, after one printed line, where it is not set. */
export function serverAddress(
  variable: 'MONGODB_URI' | 'AWS_ENDPOINT_URL_S3' | 'MLFLOW_TRACKING_URI',
): string | undefined {
  const address = process.env[variable];
  if (address !== undefined && address !== '') return address;
  process.stdout.write(`skipped: ${variable} is not set\n`);
  return undefined;
}

/** A database of a test's own on the server of MONGODB_URI, dropped at the end; undefined where there is none. */
export function testDatabase(test: Test): { uri(collection: string): string; name: string } | undefined {
  const server = serverAddress('MONGODB_URI');
  if (server === undefined) return undefined;
  const name = `rampart_test_${process.pid}_${Date.now().toString(36)}`;
  test.after(() => dropDatabase(server, name));
  return { name, uri: (collection) => `${server.replace(/\/*$/, '')}/${name}.${collection}` };
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(server);
  await client.db(name).dropDatabase();
  await client.close();
}

/** A MongoDB server that a test may kill and start again, on a port of its own. */
export interface OwnServer {
  readonly uri: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it and deletes its data. */
  reset(): Promise<void>;
}

/** Such a server, by the programs in the folder that RAMPART_SERVICES names; undefined, after one line, without them. */
export function ownMongodb(port: number): OwnServer | undefined {
  const program = join(process.env['RAMPART_SERVICES'] ?? '', 'mongodb');
  if (process.env['RAMPART_SERVICES'] === undefined || !existsSync(program)) {
    process.stdout.write('skipped: RAMPART_SERVICES is not set, so no server can be killed\n');
    return undefined;
  }
  const call = async (command: string) => {
    const env = { ...process.env, RAMPART_MONGODB_PORT: String(port) };
    await promisify(execFile)(program, [command], { env });
  };
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    start: () => call('start'),
    kill: () => call('kill'),
    reset: () => call('reset'),
  };
}
