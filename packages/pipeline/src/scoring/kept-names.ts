import { type Problem, RampartError } from '@rampart/core';
import { didYouMean, listed } from '@rampart/core/internal';

/**
 * The names of the columns to keep. Throws a RampartError('usage') with each that a source does not have, where they are
 * to be `checked`.
 */
export function keptNames(
  uri: string,
  keep: 'all' | readonly string[],
  names: readonly string[],
  checked: boolean,
): readonly string[] {
  if (keep === 'all') return names;
  const unknown = keep.filter((name) => !names.includes(name));
  if (!checked || unknown.length === 0) return keep;
  throw new RampartError(
    'usage',
    unknown.map((name): Problem => {
      const near = didYouMean(name, names);
      return {
        where: `${uri}, column to keep \`${name}\``,
        expected: `one of ${listed(names)}`,
        received: `\`${name}\``,
        ...(near !== undefined && { fix: `Did you mean \`${near}\`?` }),
      };
    }),
  );
}
