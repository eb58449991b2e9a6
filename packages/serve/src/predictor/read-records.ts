import { type DatasetSchema, quote, readRecord, type ReadRecord } from '@rampart/core/portable';

/** Reads records by the schema's rules for its features, in order; what is no record at all is a problem too. */
export function readRecords(schema: DatasetSchema, records: readonly unknown[]): ReadRecord[] {
  return records.map((record) => {
    if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
      return readRecord(schema, record as Record<string, unknown>);
    }
    const received = Array.isArray(record) ? `a list of ${record.length}` : quote(record);
    const expected = 'an object with one member per feature';
    return { row: {}, problems: [{ where: 'the record', expected, received }] };
  });
}
