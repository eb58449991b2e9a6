import { didYouMean, listed, RampartError } from '@rampart/core';
import { type ColumnProfile, nameHas } from './column-profile.ts';
import { type InferenceOptions } from './raw-table.ts';

/** Names of a label, the surest first. */
const labelWords = [
  ['label', 'target', 'class', 'classification', 'y'],
  ['attack', 'malicious', 'phishing', 'spam', 'malware', 'fraud', 'intrusion', 'anomaly', 'is'],
  ['result', 'outcome', 'verdict', 'category', 'status', 'type'],
] as const;

/** Most classes a guessed target may have. */
const mostClasses = 50;

/** The index of the target column, and why it was taken. Throws a RampartError('usage') where none can be told. */
export function findTarget(
  profiles: readonly ColumnProfile[],
  { target }: InferenceOptions,
): { index: number; doubts: string[] } {
  const names = profiles.map(({ name }) => name);
  if (target !== undefined) {
    const index = names.indexOf(target);
    if (index >= 0) return { index, doubts: [] };
    const guess = didYouMean(target, names);
    throw new RampartError('usage', {
      where: 'the target',
      expected: `one of the columns ${listed(names, 50)}`,
      received: `\`${target}\``,
      ...(guess === undefined ? {} : { fix: `Did you mean \`${guess}\`?` }),
    });
  }
  for (const words of labelWords) {
    const index = profiles.findLastIndex((profile) => mayBeLabel(profile) && nameHas(profile.name, ...words));
    if (index >= 0)
      return { index, doubts: [`taken for the target because of its name${behind(index, profiles)}`] };
  }
  // Without a name the label is mostly the last column, and mostly a word.
  const fewest = (most: number) => (profile: ColumnProfile) =>
    mayBeLabel(profile) && (profile.counts.size <= most || profile.numbers.length === 0);
  const index = profiles.findLastIndex(fewest(10));
  if (index >= 0) {
    return {
      index,
      doubts: [`taken for the target as the last column that looks like classes${behind(index, profiles)}`],
    };
  }
  throw new RampartError('usage', {
    where: 'the target',
    expected: 'a column that looks like classes',
    received: 'none in the table',
    fix: `Name the column to predict: one of ${listed(names, 50)}.`,
  });
}

function mayBeLabel({ counts, present, unreadable }: ColumnProfile): boolean {
  return (
    unreadable === 0 &&
    counts.size >= 2 &&
    counts.size <= mostClasses &&
    counts.size <= Math.max(2, present / 2)
  );
}

/** Columns behind the label are often notes that were made after it. */
function behind(index: number, profiles: readonly ColumnProfile[]): string {
  const after = profiles.slice(index + 1).map(({ name }) => `\`${name}\``);
  return after.length === 0 || after.length > 3
    ? ''
    : `; see whether ${listed(after)} behind it ${after.length === 1 ? 'is' : 'are'} known before the label is`;
}
