/** A class of a label: one word in all the ways it is written, the most frequent spelling first. */
export interface LabelClass {
  readonly name: string;
  readonly values: readonly (number | string)[];
  readonly rows: number;
}

/** The same for all spellings that differ in case, blanks, Unicode form or characters that are not seen. */
export function spellingKey(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{DI}\p{Cf}\p{Cc}]/gu, '')
    .trim()
    .toLowerCase();
}

const falseWords = new Set(['false', '0', 'no', 'n', 'f', 'off', '0.0']);
const trueWords = new Set(['true', '1', 'yes', 'y', 't', 'on', '1.0']);

/** The labels, each spelling with its rows, as classes; yes and no in several words are two of them. */
export function labelClasses(counts: ReadonlyMap<number | string, number>): LabelClass[] {
  const keys = new Map([...counts.keys()].map((value) => [value, spellingKey(String(value))]));
  const different = new Set(keys.values());
  const flags =
    different.size > 2 && [...different].every((key) => falseWords.has(key) || trueWords.has(key));
  const grouped = new Map<string, (number | string)[]>();
  for (const [value, key] of keys) {
    const group = flags ? (falseWords.has(key) ? 'false' : 'true') : key;
    const known = grouped.get(group);
    if (known === undefined) grouped.set(group, [value]);
    else known.push(value);
  }
  return [...grouped].map(([group, values]) => {
    const rising = values.toSorted((left, right) => counts.get(right)! - counts.get(left)!);
    return {
      name: flags ? group : String(rising[0]!),
      values: rising,
      rows: rising.reduce((sum: number, value) => sum + counts.get(value)!, 0),
    };
  });
}
