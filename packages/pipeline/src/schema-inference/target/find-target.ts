import { RampartError } from '@rampart/core';
import { didYouMean, listed } from '@rampart/core/internal';
import { type ColumnProfile, nameHas, nameWords } from '../column-profile.ts';
import { type InferenceOptions } from '../raw-table.ts';

/** Names of a label, the surest first. */
const labelWords: readonly (readonly string[])[] = [
  ['label', 'labels', 'target', 'class', 'classification', 'y'],
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
    const named = namedLike(profiles, words);
    if (named !== undefined) return guessed(named, profiles, 'because of its name');
    const found = labels.findLast(({ name }) => nameHas(name, ...words));
    if (found !== undefined) return guessed(found, profiles, 'because of its name');
  }
  // Without a name the label is mostly the last column, and mostly a word.
  const last = labels.findLast(({ distinct, numbers }) => distinct <= 10 || numbers.cells === 0);
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

/**
 * The column whose whole name says label, else the one whose name ends so: one that can be used where there
 * are several, but never another column because this one cannot. Quantities such as a number of attacks are no
 * label, whatever their name.
 */
function namedLike(profiles: readonly ColumnProfile[], words: readonly string[]): ColumnProfile | undefined {
  const tests: ((name: string) => boolean)[] = [
    (name) => words.includes(name.trim().toLowerCase()),
    (name) => words.includes(nameWords(name).at(-1) ?? ''),
  ];
  for (const test of tests) {
    const found = profiles.filter((profile) => test(profile.name) && !isQuantity(profile));
    const usable = found.findLast(mayBeLabel);
    if (usable !== undefined) return usable;
    if (found.length > 0) return found.at(-1);
  }
  return undefined;
}

/** More different numbers than classes, under a name that only ends like a label's or is the letter y. */
function isQuantity({ name, distinct, wordCells }: ColumnProfile): boolean {
  const sure = /^(?:labels?|target|class|classification)$/i.test(name.trim());
  return !sure && wordCells === 0 && distinct > mostClasses;
}

function mayBeLabel({ distinct, present, unreadable }: ColumnProfile): boolean {
  return unreadable === 0 && distinct >= 2 && distinct <= mostClasses && distinct <= Math.max(2, present / 2);
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
