import { RampartError } from '@rampart/core/internal/tables';
import type { Document } from 'mongodb';
import { ExactValue } from '../rows/exact-value.ts';
import { metadataField } from '@rampart/core/connections/mongodb';
import { identityVersion } from './former-ids.ts';
import type { SinkColumn, SinkRecord, SinkValue } from '../rows/sink.ts';

/**
 * The document of a record: its columns as they are, its id as `_id`, its line under `_rampart`, and there too what of
 * its values is more exact than a double or a Date, as text. `_id` is made here where the record has none, so that a batch that is sent again is still the same one.
 */
export function toDocument(record: SinkRecord, newId: () => unknown): Document {
  const document: Document = { _id: record.id ?? newId() };
  const exact: Record<string, string> = {};
  for (const [name, value] of Object.entries(record.fields)) {
    document[name] = storable(value);
    if (value instanceof ExactValue) exact[name] = value.text;
  }
  if (record.line !== undefined) {
    const identity = record.id === undefined ? {} : { identity: identityVersion };
    const more = Object.keys(exact).length === 0 ? {} : { exact };
    document[metadataField] = { line: record.line, ...identity, ...more };
  }
  return document;
}

/** A missing value is null: NaN is a number to a database, and sorts and counts as one. */
function storable(value: SinkValue): SinkValue {
  if (value instanceof ExactValue)
    return value.type === 'time' ? new Date(Math.floor(value.near)) : value.near;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

/** Throws where a column has the name of a field that is ours. */
export function refuseReservedNames(columns: readonly SinkColumn[], uri: string): void {
  const reserved = columns.filter(({ name }) => name === '_id' || name === metadataField);
  if (reserved.length === 0) return;
  throw new RampartError(
    'sink',
    reserved.map(({ name }) => ({
      where: uri,
      expected: `no column named \`${name}\`, which holds the identity of a row there`,
      received: 'one',
      fix: 'Take it out of the schema; declare the columns that identify a row as its `key`.',
    })),
  );
}
