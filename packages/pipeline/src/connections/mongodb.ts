import { RampartError } from '@rampart/core/internal/tables';
import { parseMongodbAddress } from '@rampart/core/connections/mongodb';
import { mongodbSink } from '../sinks/mongodb-sink.ts';
import { countDocuments } from '../sources/count-documents.ts';
import { mongodbSource } from '../sources/mongodb-source.ts';
import type { Connection } from './connection.ts';

/** Collections of MongoDB: `mongodb://host/database.collection`. */
export const mongodb: Connection = {
  schemes: ['mongodb', 'mongodb+srv'],
  source: (uri) => mongodbSource(uri),
  sink(uri, { format }) {
    if (format === undefined) return mongodbSink(uri);
    throw new RampartError('usage', {
      where: '--format',
      expected: 'to be left out, since a database has none',
      received: format,
    });
  },
  quarantine: (uri) => uri.replace(/(?=\?|$)/, '_quarantine'),
  estimateRows: (uri) => countDocuments(uri),
  async test(uri) {
    const { testMongodb } = await import('./test-mongodb.ts');
    return testMongodb(uri);
  },
  tableName: (uri) => parseMongodbAddress(uri).collection,
};
