import { RampartError } from '@rampart/core';
import { counted, listed } from '@rampart/core/internal';
import type { ColumnProfile } from './column-profile.ts';
import type { InferredColumn } from './inferred-column.ts';

const harmless = [
  'normal',
  'benign',
  'legitimate',
  'legit',
  'good',
  'ham',
  'clean',
  'safe',
  'background',
  'no',
];
const harmful = [
  'attack',
  'phishing',
  'malicious',
  'bad',
  'spam',
  'malware',
  'anomaly',
  'fraud',
  'intrusion',
  'yes',
  'true',
];

/** Most different numbers that are still classes, and most different texts. */
const mostNumbers = 20;
const mostTexts = 200;

/**
 * The target's classes, and which of them is positive: `positive` where it is given, else the one that sounds
 * harmful, else the rarer one. Throws a RampartError('data') where the column cannot be a label.
 */
export function inferTarget(profile: ColumnProfile, positive: string | undefined): InferredColumn {
  const { name, missing, words } = profile;
  const numeric = words.length === 0 && !profile.padded;
  const counts = tally(profile, numeric);
  checkLabel(profile, counts.size, numeric);
  const doubts = missing > 0 ? [`${counted(missing, 'row')} without a label, to be quarantined`] : [];
  const values = [...counts.keys()].toSorted((left, right) =>
    typeof left === 'number' && typeof right === 'number' ? left - right : left < right ? -1 : 1,
  );

  const normal = values.find((value) => harmless.includes(String(value).toLowerCase()));
  const scarce = Math.min(...counts.values()) < 5;
  if (
    values.length > 2 &&
    normal !== undefined &&
    (values.length > 10 || scarce) &&
    positive !== String(normal)
  ) {
    const others = values.length - 1;
    if (positive === undefined || positive === 'attack') {
      return {
        column: {
          name,
          kind: 'categorical',
          role: 'target',
          classes: { [String(normal)]: [normal], attack: 'rest' },
          positive: 'attack',
        },
        doubts: [
          ...doubts,
          `${others} labels besides ${JSON.stringify(normal)} are one class, attack; list \`classes\` to tell them apart`,
        ],
      };
    }
  }
  const chosen =
    positive === undefined
      ? guessPositive(values, counts)
      : { value: given(positive, values, name), doubts: [] };
  return {
    column: {
      name,
      kind: values.length === 2 ? 'binary' : 'categorical',
      role: 'target',
      values,
      ...(chosen === undefined ? {} : { positive: chosen.value }),
    },
    doubts: [...doubts, ...(chosen?.doubts ?? [])],
  };
}

function tally({ counts }: ColumnProfile, numeric: boolean): Map<number | string, number> {
  const tallied = new Map<number | string, number>();
  for (const [text, count] of counts) {
    const value = numeric ? Number(text) : text;
    tallied.set(value, (tallied.get(value) ?? 0) + count);
  }
  return tallied;
}

function checkLabel(
  { name, numbers, present, unreadable }: ColumnProfile,
  classes: number,
  numeric: boolean,
): void {
  const where = `column \`${name}\`, the target`;
  if (unreadable > 0) {
    throw new RampartError('data', { where, expected: 'texts or numbers', received: 'lists or documents' });
  }
  if (classes < 2) {
    throw new RampartError('data', {
      where,
      expected: 'at least two different labels',
      received: classes === 0 ? 'no label at all' : 'the same label in every row',
    });
  }
  const fractions = numeric && !numbers.every(Number.isInteger) && classes > 2;
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

function given(positive: string, values: readonly (number | string)[], name: string): number | string {
  const found = values.find((value) => String(value) === positive || value === Number(positive));
  if (found !== undefined) return found;
  throw new RampartError('usage', {
    where: `the positive class of \`${name}\``,
    expected: `one of ${listed(values, 50)}`,
    received: JSON.stringify(positive),
  });
}

/** The class that metrics should be about; with more than two only one that sounds harmful. */
function guessPositive(
  values: readonly (number | string)[],
  counts: ReadonlyMap<number | string, number>,
): { value: number | string; doubts: string[] } | undefined {
  if (values.length > 2) return undefined;
  const say = (value: number | string, why: string) => ({
    value,
    doubts: [
      `${JSON.stringify(value)} is taken for the positive class ${why}; precision, recall and the threshold are about it`,
    ],
  });
  const named = values.filter((value) => harmful.includes(String(value).toLowerCase()));
  if (named.length === 1) return say(named[0]!, 'because of its name');
  const mild = values.filter((value) => harmless.includes(String(value).toLowerCase()));
  if (mild.length === 1)
    return say(values.find((value) => value !== mild[0])!, 'because the other one sounds harmless');
  // 1 is "yes" where the other is 0. With -1 it may mean either, as in tables that code legitimate as 1.
  if (values[0] === 0 && values[1] === 1) return say(1, 'because the other one is 0');
  const [left, right] = values as [number | string, number | string];
  const equal = counts.get(left) === counts.get(right);
  const rarer = counts.get(left)! < counts.get(right)! ? left : right;
  return say(rarer, equal ? 'by chance, both being equally frequent' : 'because it is the rarer one');
}
