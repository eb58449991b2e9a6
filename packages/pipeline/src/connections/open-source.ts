import type { Source } from '@rampart/core/rows';
import { recordsSource, type RowRecord } from '../sources/records-source.ts';
import type { OpenSourceOptions } from './connection.ts';
import { connectionOf } from './connections.ts';
import { unknownScheme } from './unknown-scheme.ts';

/** A table, however it is had: its URI or path, its rows in memory, or a source of one's own. */
export type TableInput = string | readonly RowRecord[] | Source;

/**
 * Opens a table. A URI is a path, `-` (standard input), `file:`, `http:`, `https:`, `s3://bucket/key`, `mongodb:`,
 * `mongodb+srv:` or `store:`; rows in memory become a source, and a source stays as it is. Nothing is read yet. Throws a
 * RampartError('usage') for any other URI.
 */
export function openSource(table: TableInput, options: OpenSourceOptions = {}): Source {
  if (typeof table !== 'string') return 'read' in table ? table : recordsSource(table);
  const source = connectionOf(table)?.source?.(table, options);
  if (source !== undefined) return source;
  throw unknownScheme(
    table,
    'source',
    (schemes) => `a path, \`-\`, or a URI that begins with ${schemes}`,
    'Save the table to a file, or put it where one of these finds it.',
  );
}
