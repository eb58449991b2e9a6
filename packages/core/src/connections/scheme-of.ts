import { fileURLToPath } from 'node:url';
import { RampartError } from '../errors.ts';

/** The scheme of a URI, in lower case; undefined for a path. `file:` and `store:` go without the slashes too. */
export function schemeOf(uri: string): string | undefined {
  const [, slashed, plain] = /^(?:([a-z][a-z0-9+.-]+):\/\/|(file|store):)/i.exec(uri) ?? [];
  return (slashed ?? plain)?.toLowerCase();
}

/** The path that a file: URL means. */
export function filePathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new RampartError(
      'usage',
      {
        where: uri,
        expected: 'a file: URL such as file:///data/flows.csv',
        received: (cause as Error).message,
      },
      { cause },
    );
  }
}
