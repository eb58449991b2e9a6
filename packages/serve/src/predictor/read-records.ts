import { type Cell, type DatasetSchema, type Problem, quote, readRecord } from '@rampart/core';

/** A record that can be scored, or every reason why it cannot; the same order as the records came in. */
export type ReadRecord = { readonly row: Record<string, Cell> } | { readonly problems: readonly Problem[] };

/** Reads records by the schema's rules for its features. The records are not changed. */
export function readRecords(schema: DatasetSchema, records: readonly unknown[]): ReadRecord[] {
  return records.map((record) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      const expected = 'an object with one member per feature';
      return { problems: [{ where: 'the record', expected, received: shortQuote(record) }] };
    }
    const { row, problems } = readRecord(schema, record as Record<string, unknown>);
    return problems.length > 0 ? { problems } : { row };
  });
}

/** An array can be long and deep: its text is not made. */
function shortQuote(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : quote(value);
}
