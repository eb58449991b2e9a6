import { connectMongodb, parseMongodbAddress } from '@rampart/core/connections/mongodb';

/** About how many documents a collection has; null for those that a query chooses, since counting them may take as long as reading. */
export async function countDocuments(uri: string): Promise<number | null> {
  const address = parseMongodbAddress(uri);
  if (address.query !== undefined) return null;
  const client = await connectMongodb(address, 'source');
  try {
    return await client.db(address.database).collection(address.collection).estimatedDocumentCount();
  } finally {
    await client.close();
  }
}
