import { counted, RampartError, throwIfAborted } from '@rampart/core/internal/tables';
import type { Collection, Document, MongoClient } from 'mongodb';
import {
  connectMongodb,
  isNetworkError,
  type MongodbAddress,
  mongodbError,
  mongodbProblem,
  parseMongodbAddress,
  rowOrderIndex,
} from '@rampart/core/connections/mongodb';
import { settleFormerIds } from './former-ids.ts';
import { insertBatch } from './insert-batch.ts';
import { refuseReservedNames, toDocument } from './mongodb-document.ts';
import { retry } from './retry.ts';
import {
  nothingWritten,
  type Sink,
  type SinkBatch,
  type SinkBatches,
  type SinkRecord,
  type WriteOptions,
} from '../rows/sink.ts';

/** How documents are sent. */
export interface MongodbSinkOptions {
  /** Documents of one insert; 1,000 where left out. */
  readonly batchRows?: number;
  /** Milliseconds for which one batch is tried again while the server is away; 60,000 where left out. */
  readonly retryLimit?: number;
}

/**
 * A MongoDB collection that keeps each id once: unordered inserts, a document that is there already is counted
 * and left as it is. A batch is sent again while the server is away, and a load that was ended at any moment
 * can be repeated: what is there is not written twice.
 */
export function mongodbSink(uri: string, options: MongodbSinkOptions = {}): Sink {
  const { batchRows = 1000, retryLimit = 60_000 } = options;
  const address = parseMongodbAddress(uri);
  for (const name of ['query', 'sort', 'projection'] as const) {
    if (address[name] === undefined) continue;
    throw new RampartError('usage', {
      where: address.uri,
      expected: 'a collection to write to',
      received: `a \`${name}\`, which is for reading`,
    });
  }
  return {
    uri: address.uri,
    keepsIds: true,
    async write(batches, writing = {}) {
      throwIfAborted(writing.signal);
      // Without a limit of its own, a server that no longer answers would be waited for without end.
      const client = await connectMongodb(address, 'sink', { socketTimeoutMS: retryLimit });
      try {
        return await new Load(client, address, retryLimit, writing).run(regroup(batches, batchRows));
      } finally {
        await client.close();
      }
    },
  };
}

/** One writing: what has come of it so far, and what the next batch needs. */
class Load {
  #result = nothingWritten;
  readonly #collection: Collection<Document>;
  readonly #address: MongodbAddress;
  readonly #retryLimit: number;
  readonly #options: WriteOptions;
  #newId: () => unknown = () => undefined;

  constructor(client: MongoClient, address: MongodbAddress, retryLimit: number, options: WriteOptions) {
    this.#collection = client.db(address.database).collection(address.collection);
    this.#address = address;
    this.#retryLimit = retryLimit;
    this.#options = options;
  }

  async run(batches: SinkBatches) {
    const { ObjectId } = await import('mongodb');
    this.#newId = () => new ObjectId();
    let prepared = false;
    for await (const { columns, records } of batches) {
      throwIfAborted(this.#options.signal);
      if (!prepared) {
        refuseReservedNames(columns, this.#address.uri);
        if (records.some(({ line }) => line !== undefined)) await this.#keepOrder();
        prepared = true;
      }
      await this.#insert(records);
    }
    return this.#result;
  }

  /** Before the first document, so that a load that is ended leaves the index too. */
  #keepOrder(): Promise<unknown> {
    const { key, name } = rowOrderIndex;
    return this.#persist('make an index', () => this.#collection.createIndex(key, { name }));
  }

  async #insert(given: readonly SinkRecord[]): Promise<void> {
    const { formerIds = 'refuse' } = this.#options;
    const records = await this.#persist('look for rows of earlier versions', () =>
      settleFormerIds(this.#collection, given, formerIds, this.#address.uri),
    );
    const recognised = given.length - records.length;
    const documents = records.map((record) => toDocument(record, this.#newId));
    const batch =
      documents.length === 0
        ? { added: 0, alreadyThere: 0, refused: [] }
        : await this.#persist('insert documents', () => insertBatch(this.#collection, documents));
    for (const { at, reason } of batch.refused) await this.#options.onRefused?.(records[at]!, reason);
    const { written, added, alreadyThere, refused } = this.#result;
    this.#result = {
      written: written + given.length,
      added: added + batch.added,
      alreadyThere: alreadyThere + recognised + batch.alreadyThere,
      refused: refused + batch.refused.length,
    };
    this.#options.onWritten?.(this.#result);
  }

  async #persist<T>(doing: string, attempt: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const { signal, onRetry } = this.#options;
    try {
      return await retry(attempt, {
        limit: this.#retryLimit,
        isTransient: isNetworkError,
        signal,
        onRetry: (error, count) =>
          onRetry?.(mongodbProblem(error, this.#address, doing).received ?? 'no answer', count),
      });
    } catch (cause) {
      if (cause instanceof RampartError) throw cause;
      const error = mongodbError('sink', cause, this.#address, doing);
      const { added, alreadyThere } = this.#result;
      const seconds = Math.round((performance.now() - started) / 1000);
      throw new RampartError(
        'sink',
        {
          ...error.problems[0]!,
          ...(isNetworkError(cause) ? { received: `${error.problems[0]!.received} for ${seconds} s` } : {}),
          fix: `Safely in: ${counted(added + alreadyThere, 'row')} (${added} of them new). Once this is put right, run the same command again: it adds only what is missing.`,
        },
        { cause: error.cause },
      );
    }
  }
}

/** The same records in batches of a given size, the last one excepted. */
async function* regroup(batches: SinkBatches, size: number): AsyncGenerator<SinkBatch> {
  let columns: SinkBatch['columns'] | undefined;
  let waiting: SinkRecord[] = [];
  for await (const batch of batches) {
    columns = batch.columns;
    for (const record of batch.records) {
      waiting.push(record);
      if (waiting.length < size) continue;
      yield { columns, records: waiting };
      waiting = [];
    }
  }
  if (columns !== undefined && waiting.length > 0) yield { columns, records: waiting };
}
