import type { MongoClient } from 'mongodb';
import {
  connectMongodb,
  type MongodbAddress,
  mongodbError,
  parseMongodbAddress,
} from '@rampart/core/connections/mongodb';
import { type ConnectionTest, failedTest, medianLatency } from './connection-test.ts';
import { counted } from '@rampart/core/internal/tables';

/** Tries to reach a MongoDB server; of a collection, where the URI names one, it tells how many documents it holds. */
export async function testMongodb(uri: string): Promise<ConnectionTest> {
  const address = parseMongodbAddress(uri, { serverOnly: true });
  let client: MongoClient | undefined;
  try {
    client = await connectMongodb(address, 'source');
    const database = client.db(address.database || 'admin');
    const latencyMs = await medianLatency(() => database.command({ ping: 1 }));
    const { version } = (await database.command({ buildInfo: 1 })) as { version?: string };
    const hello = (await database.command({ hello: 1 })) as { isWritablePrimary?: boolean; setName?: string };
    const facts = [
      `MongoDB ${version ?? 'of unknown version'}`,
      hello.setName === undefined ? 'a single server' : `replica set ${hello.setName}`,
      ...(hello.isWritablePrimary === false ? ['takes no writes: it is not the primary'] : []),
      ...(await collectionFacts(client, address)),
    ];
    return {
      uri: address.uri,
      host: address.host,
      ok: true,
      latencyMs,
      detail: facts.join(', '),
      cure: null,
    };
  } catch (error) {
    return failedTest(address.uri, address.host, mongodbError('source', error, address, 'read'));
  } finally {
    await client?.close();
  }
}

async function collectionFacts(
  client: MongoClient,
  { database, collection }: MongodbAddress,
): Promise<string[]> {
  if (collection === '') return [];
  const documents = await client.db(database).collection(collection).estimatedDocumentCount();
  return [
    documents === 0
      ? 'the collection is empty or not there yet'
      : `${counted(documents, 'document')} in the collection`,
  ];
}
