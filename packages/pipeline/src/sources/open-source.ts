import { RampartError } from '@rampart/core';
import { csvSource } from './csv-source.ts';
import type { Source } from './source.ts';

/** Opens the source that a URI or path names. */
export function openSource(uri: string): Source {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return csvSource(uri);
  if (scheme === 'file') return csvSource(decodeURIComponent(new URL(uri).pathname));
  throw new RampartError('usage', {
    where: '--source',
    expected: 'the path of a CSV file or a file: URL',
    received: `a ${scheme}: URL`,
  });
}
