import type { Source } from '@rampart/core/rows';
import type { OpenSourceOptions } from './connection.ts';
import { connectionOf } from './connections.ts';
import { unknownScheme } from './unknown-scheme.ts';

/**
 * Opens the source that a URI names: a path, `-` (standard input), `file:`, `http:`, `https:`, `s3://bucket/key`,
 * `mongodb:`, `mongodb+srv:` or `store:`. Nothing is read yet. Throws a RampartError('usage') for any other.
 */
export function openSource(uri: string, options: OpenSourceOptions = {}): Source {
  const source = connectionOf(uri)?.source?.(uri, options);
  if (source !== undefined) return source;
  throw unknownScheme(
    uri,
    'source',
    (schemes) => `a path, \`-\`, or a URI that begins with ${schemes}`,
    'Save the table to a file, or put it where one of these finds it.',
  );
}
