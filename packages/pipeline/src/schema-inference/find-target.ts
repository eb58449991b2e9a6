import { RampartError } from '@rampart/core';
import { didYouMean, listed } from '@rampart/core/internal';
import { type ColumnProfile, nameHas } from './column-profile.ts';
import { type InferenceOptions } from './raw-table.ts';

/** Names of a label, the surest first. */
const labelWords: readonly (readonly string[])[] = [
  ['label', 'target', 'class', 'classification', 'y'],
  ['attack', 'malicious', 'phishing', 'spam', 'malware', 'fraud', 'intrusion', 'anomaly'],
  ['result', 'outcome', 'verdict', 'category'],
];

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
  const labels = profiles.filter(mayBeLabel);
  for (const words of labelWords) {
    const exact = labels.findLast(({ name }) => words.includes(name.trim().toLowerCase()));
    const found = exact ?? labels.findLast(({ name }) => nameHas(name, ...words));
    if (found !== undefined) return guessed(found, profiles, 'because of its name');
  }
  // Without a name the label is mostly the last column, and mostly a word.
  const last = labels.findLast(({ counts, numbers }) => counts.size <= 10 || numbers.length === 0);
  // is_attack was found above; what is left of that kind may be a label under another name.
  const flags = labels.filter(({ name }) => nameHas(name, 'is'));
  if (flags.length === 1 && last !== profiles.at(-1))
    return guessed(flags[0]!, profiles, 'because of its name');
  if (last !== undefined) return guessed(last, profiles, 'as the last column that looks like classes');
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

function guessed(
  profile: ColumnProfile,
  profiles: readonly ColumnProfile[],
  why: string,
): { index: number; doubts: string[] } {
  const index = profiles.indexOf(profile);
  const after = profiles.slice(index + 1).map(({ name }) => `\`${name}\``);
  // Columns behind the label are often notes that were made after it.
  const behind =
    after.length === 0 || after.length > 3
      ? ''
      : `; see whether ${listed(after)} behind it can be known before the label is`;
  return { index, doubts: [`taken for the target ${why}${behind}`] };
}
