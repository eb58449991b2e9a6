import { type Config, RampartError } from '@rampart/core';

/** The name of the holdout that is split off the source. */
export const mainHoldout = 'holdout';

/** A table to test on, as the user names it. */
export interface NamedUri {
  readonly name: string;
  readonly uri: string;
}

/**
 * Reads `name=uri` or a URI alone, which is then named after its file. Throws RampartError('usage') where two
 * holdouts, those of the split settings among them, have one name.
 */
export function nameHoldouts(given: readonly string[], { shifted }: Config['split']): NamedUri[] {
  const named = given.map((text) => {
    // A URI has a colon or a slash before the first `=`.
    const [, name, uri] = /^([A-Za-z0-9][A-Za-z0-9._-]*)=(.+)$/s.exec(text) ?? [];
    return name === undefined ? { name: fileName(text), uri: text } : { name, uri: uri! };
  });
  const own = given.length === 0 ? [mainHoldout] : [];
  const names = [...own, ...named.map(({ name }) => name), ...shifted.map(({ name }) => name)];
  const repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  if (repeated.length > 0) {
    throw new RampartError('usage', {
      where: 'the holdouts',
      expected: 'a name of its own for each',
      received: repeated.map((name) => `\`${name}\` more than once`).join(', '),
      fix: 'Write `--holdout name=uri`, or rename the one in `split.shifted`.',
    });
  }
  return named;
}

/** The last part of a path without its extensions and without a query; the whole where nothing is left. */
function fileName(uri: string): string {
  const last =
    uri
      .replace(/[?#].*$/s, '')
      .split(/[/\\]/)
      .findLast(Boolean) ?? uri;
  return last.replace(/(?<=.)\.[^.]*(\.gz)?$/, '') || mainHoldout;
}
