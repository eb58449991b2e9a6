import { RampartError } from '@rampart/core/internal/tables';
import { metadataField } from '@rampart/core/connections/mongodb';
import type { Collection, Document } from 'mongodb';
import type { FormerIds, SinkRecord } from '../rows/sink.ts';

/** What is written beside a row whose id is exact; rows of earlier versions lack it. */
export const identityVersion = 2;

const isFormer = { [`${metadataField}.identity`]: { $exists: false } };

/**
 * Settles what a collection holds of records under the ids that they had before identity was exact, and returns those
 * that are still to be written. A document under a former id may be that of another row, which was cut to the same
 * value: so `refuse` throws where there is one, `recognise` takes it for the record, and `renew` removes it, so that
 * the records of this load take its place.
 */
export async function settleFormerIds(
  collection: Collection<Document>,
  records: readonly SinkRecord[],
  former: FormerIds,
  uri: string,
): Promise<readonly SinkRecord[]> {
  if (former === 'renew') {
    const ids = records.flatMap(({ id, formerIds = [] }) => [id, ...formerIds]);
    await collection.deleteMany({ _id: { $in: ids }, ...isFormer } as object);
    return records;
  }
  const changed = records.filter(({ formerIds = [] }) => formerIds.length > 0);
  if (changed.length === 0) return records;
  const there = await idsThere(collection, {
    _id: { $in: changed.flatMap(({ formerIds = [] }) => formerIds) },
    ...isFormer,
  });
  if (there.size === 0) return records;
  const own = await idsThere(collection, { _id: { $in: changed.map(({ id }) => id) } });
  const found = changed.filter(
    ({ id, formerIds = [] }) => !own.has(id) && formerIds.some((one) => there.has(one)),
  );
  if (found.length === 0) return records;
  if (former === 'refuse') throw underFormerId(found[0]!, uri);
  const known = new Set(found);
  return records.filter((record) => !known.has(record));
}

async function idsThere(collection: Collection<Document>, filter: object): Promise<Set<unknown>> {
  const found = await collection.find(filter, { projection: { _id: 1 } }).toArray();
  return new Set(found.map(({ _id }) => _id as unknown));
}

function underFormerId({ line }: SinkRecord, uri: string): RampartError {
  return new RampartError('sink', {
    where: `${uri}, the row of line ${line}`,
    expected: 'no row of an earlier version that was loaded under a key cut to what this one is cut to',
    received: 'one: it may be this row or another',
    fix: 'Load the whole table once with `--renew-ids`: its rows take the place of those that an earlier version loaded.',
  });
}
