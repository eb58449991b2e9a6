import type { Collection, Document } from 'mongodb';
import { redact } from '@rampart/core/internal/tables';

/** What became of one batch; `refused` holds positions in it. */
export interface InsertedBatch {
  readonly added: number;
  readonly alreadyThere: number;
  readonly refused: readonly { readonly at: number; readonly reason: string }[];
}

const duplicateKey = 11_000;

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg?: string;
}

/**
 * Inserts documents, in no order, and tells apart what was there already. Sending the same documents again is
 * safe: an insert never changes what is there. Throws what is not about single documents.
 */
export async function insertBatch(
  collection: Collection<Document>,
  documents: readonly Document[],
): Promise<InsertedBatch> {
  try {
    const { insertedCount } = await collection.insertMany(documents as Document[], { ordered: false });
    return { added: insertedCount, alreadyThere: 0, refused: [] };
  } catch (error) {
    const failed = writeErrors(error);
    if (failed === undefined) throw error;
    const isThere = (one: WriteError) => one.code === duplicateKey && isOwnId(one);
    return {
      added: documents.length - failed.length,
      alreadyThere: failed.filter(isThere).length,
      refused: failed
        .filter((one) => !isThere(one))
        .map(({ index, code, errmsg }) => ({
          at: index,
          reason: `code ${code}: ${String(redact(errmsg ?? 'no reason given'))}`,
        })),
    };
  }
}

/** The errors about single documents; undefined where the batch as a whole has failed or may have. */
function writeErrors(error: unknown): WriteError[] | undefined {
  const bulk = error as {
    readonly name: string;
    readonly writeErrors?: WriteError | readonly WriteError[];
    readonly result?: {
      getWriteConcernError?(): { readonly code?: number; readonly errmsg?: string } | undefined;
    };
  };
  if (bulk.name !== 'MongoBulkWriteError' || bulk.writeErrors === undefined) return undefined;
  const errors = [bulk.writeErrors].flat() as WriteError[];
  if (errors.length === 0) return undefined;
  // Written here but not where the write concern wants it, so not yet safe: that is what the caller must know.
  const concern = bulk.result?.getWriteConcernError?.();
  if (concern !== undefined) {
    throw Object.assign(new Error(concern.errmsg ?? 'write concern not met'), { code: concern.code });
  }
  return errors;
}

/** Another unique index of the collection may refuse a row that is not there: that is no row already there. */
function isOwnId({ errmsg = '' }: WriteError): boolean {
  const index = /index: (\S+)/.exec(errmsg)?.[1];
  return index === undefined || index === '_id_';
}
