import { quote, RampartError, throwIfAborted } from '@rampart/core/internal/tables';
import type { Collection, Document, Sort } from 'mongodb';
import {
  connectMongodb,
  metadataField,
  type MongodbAddress,
  mongodbError,
  parseMongodbAddress,
  rowOrderIndex,
} from '@rampart/core/connections/mongodb';
import type { RawBatch, ReadOptions, Source } from '@rampart/core/rows';

const rowsPerBatch = 1000;

/**
 * A MongoDB collection, or the documents in it that `query` chooses: one row a document, its values as the
 * driver gives them (numbers, Date, null, Long, Decimal128, ObjectId …). The order is that of `sort`, else that
 * of the rows that `ingest` wrote, else that of `_id`. `_id` is a column only where it is asked for by name.
 */
export function mongodbSource(uri: string): Source {
  const address = parseMongodbAddress(uri);
  return {
    uri: address.uri,
    query: /\?(.*)$/s.exec(address.uri)?.[1],
    read: (options) => readCollection(address, options),
    // A collection has no state that can be named without reading all of it.
    digest: () => Promise.resolve(null),
  };
}

async function* readCollection(
  address: MongodbAddress,
  { columns, signal }: ReadOptions,
): AsyncGenerator<RawBatch, void, undefined> {
  throwIfAborted(signal);
  const { BSON } = await import('mongodb');
  const json = (name: 'query' | 'sort' | 'projection') => parseJson(address, name, BSON.EJSON.parse);
  const [query, sort, projection] = [json('query'), json('sort'), json('projection')];
  const client = await connectMongodb(address, 'source');
  try {
    const collection = client.db(address.database).collection(address.collection);
    const order = (sort as Sort | undefined) ?? (await naturalOrder(collection, address));
    const fields = projection ?? onlyColumns(columns);
    const cursor = collection.find(query ?? {}, {
      sort: order,
      batchSize: rowsPerBatch,
      allowDiskUse: true,
      ...(signal === undefined ? {} : { signal }),
      ...(fields === undefined ? {} : { projection: fields }),
    });
    const wanted = new Set(columns);
    const names = new Names((name) => name !== metadataField && (name !== '_id' || wanted.has('_id')));
    let line = 0;
    let rows: Document[] = [];
    const take = (): RawBatch => {
      for (const row of rows) names.add(row);
      const batch = {
        names: [...names.list],
        rows: rows.map((row) => ({
          line: ++line,
          cells: cellsOf(row, names.list),
        })),
        malformed: [],
      };
      rows = [];
      return batch;
    };
    for await (const row of cursor) {
      throwIfAborted(signal);
      rows.push(row);
      if (rows.length < rowsPerBatch) continue;
      yield take();
      throwIfAborted(signal);
    }
    if (rows.length > 0 || line === 0) yield take();
  } catch (error) {
    throwIfAborted(signal);
    throw mongodbError('source', error, address, 'read the collection');
  } finally {
    await client.close();
  }
}

/** The values of a document; those that `ingest` has kept more exactly beside it, as such. */
function cellsOf(row: Document, names: readonly string[]): unknown[] {
  const { exact = {} } = (row[metadataField] ?? {}) as { readonly exact?: Readonly<Record<string, unknown>> };
  return names.map((name) => (Object.hasOwn(exact, name) ? exact[name] : ((row[name] as unknown) ?? null)));
}

/** The columns in the order in which documents bring them: one that comes later is added at the end. */
class Names {
  readonly list: string[] = [];
  readonly #known = new Set<string>();
  readonly #isColumn: (name: string) => boolean;

  constructor(isColumn: (name: string) => boolean) {
    this.#isColumn = isColumn;
  }

  add(row: Document): void {
    for (const name of Object.keys(row)) {
      if (this.#known.has(name)) continue;
      this.#known.add(name);
      if (this.#isColumn(name)) this.list.push(name);
    }
  }
}

async function naturalOrder(collection: Collection, address: MongodbAddress): Promise<Sort> {
  try {
    const indexes = await collection.indexes();
    return indexes.some(({ name }) => name === rowOrderIndex.name) ? rowOrderIndex.key : { _id: 1 };
  } catch (cause) {
    const { code } = cause as { readonly code?: unknown };
    // Not everyone who may read may list indexes.
    if (code === 13) return { _id: 1 };
    if (code !== 26) throw cause;
    throw new RampartError(
      'source',
      {
        where: address.uri,
        expected: `a collection \`${address.collection}\` in the database \`${address.database}\``,
        received: 'none of that name',
        fix: 'Check the URI; `rampart ingest <source> --to <uri>` fills a collection.',
      },
      { cause },
    );
  }
}

function onlyColumns(columns: readonly string[] | undefined): Document | undefined {
  // A dot or a dollar sign in a name means something else in a projection.
  if (columns === undefined || columns.some((name) => name.includes('.') || name.startsWith('$'))) {
    return undefined;
  }
  return { _id: 0, [`${metadataField}.exact`]: 1, ...Object.fromEntries(columns.map((name) => [name, 1])) };
}

function parseJson(
  address: MongodbAddress,
  name: 'query' | 'sort' | 'projection',
  parse: (text: string) => unknown,
): Document | undefined {
  const text = address[name];
  if (text === undefined) return undefined;
  try {
    const value = parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below: what came is quoted there.
  }
  throw new RampartError('usage', {
    where: `${address.uri.split('?')[0]}, parameter \`${name}\``,
    expected: 'a JSON object, as in query={"duration":{"$gt":3}}',
    received: quote(text),
  });
}
