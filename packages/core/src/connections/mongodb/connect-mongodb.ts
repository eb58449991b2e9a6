import type { ErrorCode } from '../../errors.ts';
import type { MongoClient, MongoClientOptions } from 'mongodb';
import { missingLibrary } from '../missing-library.ts';
import type { MongodbAddress } from './mongodb-address.ts';
import { mongodbError } from './mongodb-problem.ts';

/**
 * Connects, and asks the server for one word, so that a wrong password is told here. A server that cannot be
 * reached is given up on after five seconds, unless the URI sets a `serverSelectionTimeoutMS` of its own.
 * `code` is the kind of error that a failure becomes.
 */
export async function connectMongodb(
  address: MongodbAddress,
  code: ErrorCode,
  options: MongoClientOptions = {},
): Promise<MongoClient> {
  const { MongoClient } = await import('mongodb').catch(missingLibrary('mongodb@7'));
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(
      address.connection,
      withoutGiven(address, {
        appName: 'rampart',
        serverSelectionTimeoutMS: 5000,
        connectTimeoutMS: 5000,
        ...options,
      }),
    );
    await client.connect();
    await client.db(address.database || 'admin').command({ ping: 1 });
    return client;
  } catch (cause) {
    await client?.close();
    throw mongodbError(code, cause, address, 'connect');
  }
}

/** The driver lets options override the URI; here the user's URI has the last word. */
function withoutGiven({ settings }: MongodbAddress, options: MongoClientOptions): MongoClientOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !settings.has(name.toLowerCase())));
}
