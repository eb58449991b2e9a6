import { RampartError } from '@rampart/core';
import { counted, listed } from '@rampart/core/internal';
import type { ColumnProfile } from '../column-profile.ts';
import { isHarmful, isHarmless } from './harmless-labels.ts';
import type { InferredColumn } from '../inferred-column.ts';
import { type LabelClass, labelClasses, spellingKey } from './label-spellings.ts';

/** Most different numbers that are still classes, and most different texts. */
const mostNumbers = 20;
const mostTexts = 200;
/** With more classes than these a label is more likely a detail. */
const manyClasses = 50;

/**
 * The target's classes, and which of them is positive: `positive` where it is given, else the one that sounds
 * harmful, else the rarer one. Every label found is listed. Throws a RampartError('data') where the column
 * cannot be a label.
 */
export function inferTarget(profile: ColumnProfile, positive: string | undefined): InferredColumn {
  const { name, missing, words, tokens } = profile;
  const numeric = words.length === 0 && !profile.padded;
  const counts = tally(profile, numeric);
  checkLabel(profile, numeric);
  const spelled = sorted(labelClasses(counts));
  if (spelled.length < 2) throw oneClass(name, spelled);
  const doubts = [...missingDoubts(missing, tokens), ...spellingDoubts(spelled, counts)];
  if (spelled.length > manyClasses) doubts.push(`${spelled.length} different labels are many for classes`);
  const classes = coarse(spelled, positive, doubts);
  doubts.push(
    `rows: ${[...counts]
      .toSorted(([, left], [, right]) => right - left)
      .map(([value, count]) => `${JSON.stringify(value)} ${count}`)
      .join(', ')}`,
  );

  const chosen = positive === undefined ? guessPositive(classes) : given(positive, classes, name);
  doubts.push(...chosen.doubts);
  const plain = classes.every(({ values }) => values.length === 1);
  const values = classes.flatMap((group) => group.values);
  const chosenClass = chosen.group;
  const column = {
    name,
    kind: plain && values.length === 2 ? ('binary' as const) : ('categorical' as const),
    role: 'target' as const,
    ...(plain
      ? { values }
      : { classes: Object.fromEntries(classes.map((group) => [group.name, [...group.values]])) }),
  };
  if (chosenClass === undefined) return { column, doubts };
  return { column: { ...column, positive: plain ? chosenClass.values[0]! : chosenClass.name }, doubts };
}

function tally({ counts }: ColumnProfile, numeric: boolean): Map<number | string, number> {
  const tallied = new Map<number | string, number>();
  for (const [text, count] of counts) {
    const value = numeric ? Number(text) : text;
    tallied.set(value, (tallied.get(value) ?? 0) + count);
  }
  return tallied;
}

function sorted(classes: readonly LabelClass[]): LabelClass[] {
  return classes.toSorted(({ values: [left] }, { values: [right] }) =>
    typeof left === 'number' && typeof right === 'number' ? left - right : left! < right! ? -1 : 1,
  );
}

/** Many attacks beside what is harmless are one class, each listed by its name; several harmless words are one, too. */
function coarse(
  classes: readonly LabelClass[],
  positive: string | undefined,
  doubts: string[],
): readonly LabelClass[] {
  const mild = classes.filter((group) => isHarmless(group.name));
  const others = classes.filter((group) => !mild.includes(group));
  if (classes.length < 3 || mild.length === 0 || others.length === 0) return classes;
  const union = (groups: readonly LabelClass[], name: string) => ({
    name,
    values: groups.flatMap(({ values }) => values),
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
  });
  // Who names a harmless class wants it apart.
  const told = positive !== undefined && mild.some((group) => isNamed(group, positive));
  const common = mild.toSorted((left, right) => right.rows - left.rows)[0]!;
  const harmless = told || mild.length === 1 ? mild : [union(mild, common.name)];
  if (harmless.length === 1 && mild.length > 1) {
    doubts.push(
      `${listed(
        mild.map(({ name }) => JSON.stringify(name)),
        50,
      )} all sound harmless and are one class`,
    );
  }
  const scarce = Math.min(...others.map(({ rows }) => rows)) < 5;
  const attackWanted = positive === undefined || positive === 'attack';
  if (others.length < 2 || told || !attackWanted || (classes.length <= 10 && !scarce)) {
    return harmless.length === mild.length ? classes : [...harmless, ...others];
  }
  doubts.push(
    `${others.length} labels besides ${listed(
      mild.map(({ name }) => JSON.stringify(name)),
      50,
    )} are one class, attack; list \`classes\` to tell them apart`,
  );
  return [...harmless, union(others, 'attack')];
}

function missingDoubts(missing: number, tokens: ReadonlyMap<string, number>): string[] {
  if (missing === 0) return [];
  const words = [...tokens].map(([token, count]) => `${JSON.stringify(token)} (${count})`);
  const which = words.length === 0 ? '' : `, among them ${words.join(', ')}`;
  return [`${missing} rows have no label and will be quarantined${which}`];
}

function spellingDoubts(
  classes: readonly LabelClass[],
  counts: ReadonlyMap<number | string, number>,
): string[] {
  return classes
    .filter(({ values }) => values.length > 1)
    .map(({ name, values }) => {
      const spellings = values.map((value) => `${quoted(value)} (${counts.get(value)})`);
      return `${spellings.join(', ')} are taken for spellings of one class, ${quoted(name)}`;
    });
}

/** A label as JSON, with what cannot be seen escaped. */
function quoted(value: number | string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function oneClass(name: string, classes: readonly LabelClass[]): RampartError {
  const [only] = classes;
  return new RampartError('data', {
    where: `column \`${name}\`, the target`,
    expected: 'at least two different labels',
    received:
      only === undefined ? 'no label at all' : `the same label in every row, ${JSON.stringify(only.name)}`,
    fix: 'Infer from a table that has rows of each class, or name another column with `--target`.',
  });
}

function checkLabel(profile: ColumnProfile, numeric: boolean): void {
  const { name, numbers, present, unreadable, distinct } = profile;
  const where = `column \`${name}\`, the target`;
  if (unreadable > 0) {
    throw new RampartError('data', { where, expected: 'texts or numbers', received: 'lists or documents' });
  }
  const classes = numeric && profile.exact ? tally(profile, true).size : distinct;
  const fractions = numeric && numbers.integers < numbers.cells && classes > 2;
  if (numeric && (classes > mostNumbers || (fractions && classes > 0.5 * present))) {
    throw new RampartError('data', {
      where,
      expected: `at most ${mostNumbers} different numbers, each of them a class`,
      received: `${classes} different numbers`,
      fix: 'Quantities are not predicted (regression): divide the numbers into classes, or name another target.',
    });
  }
  if (!numeric && (classes > mostTexts || classes > Math.max(2, 0.5 * present))) {
    throw new RampartError('data', {
      where,
      expected: `at most ${mostTexts} different labels, each in several rows`,
      received: `${classes} different texts in ${counted(present, 'row')}`,
      fix: 'Name the column that holds the class.',
    });
  }
}

/** The class that metrics should be about; undefined with more than two. */
interface Chosen {
  readonly group: LabelClass | undefined;
  readonly doubts: readonly string[];
}

function isNamed({ name, values }: LabelClass, wanted: string): boolean {
  return name === wanted || values.some((value) => String(value) === wanted || value === Number(wanted));
}

function given(positive: string, classes: readonly LabelClass[], name: string): Chosen {
  const group =
    classes.find((candidate) => isNamed(candidate, positive)) ??
    classes.find((candidate) => spellingKey(candidate.name) === spellingKey(positive));
  if (group !== undefined) return { group, doubts: [] };
  throw new RampartError('usage', {
    where: `the positive class of \`${name}\``,
    expected: `one of ${listed(
      classes.map((candidate) => candidate.name),
      50,
    )}`,
    received: JSON.stringify(positive),
  });
}

function guessPositive(classes: readonly LabelClass[]): Chosen {
  const [left, right] = classes as readonly [LabelClass, LabelClass];
  if (classes.length > 2) return { group: undefined, doubts: [] };
  const say = (group: LabelClass, why: string): Chosen => ({
    group,
    doubts: [
      `${JSON.stringify(group.values.length === 1 ? group.values[0] : group.name)} is taken for the positive class ${why}; precision, recall and the threshold are about it`,
    ],
  });
  const named = classes.filter(({ name }) => isHarmful(name));
  if (named.length === 1) return say(named[0]!, 'because of its name');
  const mild = classes.filter(({ name }) => isHarmless(name));
  if (mild.length === 1) return say(mild[0] === left ? right : left, 'because the other one sounds harmless');
  // 1 is "yes" where the other is 0. With -1 it may mean either, as in tables that code legitimate as 1.
  if (left.values[0] === 0 && right.values[0] === 1) return say(right, 'because the other one is 0');
  const equal = left.rows === right.rows;
  return say(
    left.rows < right.rows ? left : right,
    equal ? 'by chance, both being equally frequent' : 'because it is the rarer one',
  );
}
