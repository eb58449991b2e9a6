import { didYouMean, RampartError } from '@rampart/core/internal/tables';
import { schemeOf, shownUri } from '@rampart/core/connections';
import type { Connection } from './connection.ts';
import { schemesThat } from './connections.ts';

/** The error for a URI whose scheme cannot do something; `expected` is given the schemes that can. */
export function unknownScheme(
  uri: string,
  can: keyof Connection,
  expected: (schemes: string) => string,
  cure?: string,
): RampartError {
  const schemes = schemesThat(can);
  const scheme = schemeOf(uri);
  const near = scheme === undefined ? undefined : didYouMean(scheme, schemes);
  const fix = near === undefined ? cure : `Did you mean \`${near}:\`?`;
  const named = schemes.map((one) => `${one}:`);
  return new RampartError('usage', {
    where: shownUri(uri),
    expected: expected([named.slice(0, -1).join(', '), named.at(-1)].filter(Boolean).join(' or ')),
    received: scheme === undefined ? 'a path' : `a ${scheme}: URI`,
    ...(fix !== undefined && { fix }),
  });
}
