import { nameHas } from './column-profile.ts';
import { missingTokens } from './missing-tokens.ts';

/** How a column gives the label away: as a copy of it, or because each of its values has one label only. */
export type Giveaway = 'copy' | 'tells' | 'blank tells';

/** With more values a column is pure by chance. */
const mostValues = 50;
const leastRows = 20;
/** Fewer blanks than these tell a label by chance. */
const leastBlanks = 5;

/** Values of a column and the classes of their rows, as texts; a blank value is the empty one. */
export type LabelledValue = readonly [value: string, label: string];

/** Whether one column alone tells the label in every row that has one; no value is a value like any other. */
export function givesAway(pairs: readonly LabelledValue[], name: string): Giveaway | undefined {
  const present = pairs.filter(([value]) => value !== '');
  return (
    pureValues(pairs, name) ??
    (present.length < pairs.length ? pureValues(present, name) : undefined) ??
    (blankTells(pairs) ? 'blank tells' : undefined)
  );
}

function pureValues(pairs: readonly LabelledValue[], name: string): Giveaway | undefined {
  const labels = new Map<string, string>();
  const values = new Map<string, Set<string>>();
  for (const [value, label] of pairs) {
    const known = labels.get(value);
    if (known !== undefined && known !== label) return undefined;
    if (known === undefined) {
      if (labels.size >= mostValues) return undefined;
      labels.set(value, label);
      values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
  if (pairs.length < leastRows || values.size < 2) return undefined;
  const sizes = [...values.values()].map((group) => group.size);
  if (sizes.every((size) => size === 1)) return 'copy';
  // A finer label beside a coarse one: "normal" and the names of the attacks beside 0 and 1.
  const finer = sizes.includes(1) && nameHas(name, 'label', 'class', 'attack', 'category', 'cat', 'type');
  return finer ? 'copy' : 'tells';
}

/** Whether a row without a value has another label than all rows with one. */
function blankTells(pairs: readonly LabelledValue[]): boolean {
  const blank = new Set<string>();
  const filled = new Set<string>();
  let blanks = 0;
  for (const [value, label] of pairs) {
    const empty = value === '' || tokens.has(value);
    if (empty) blanks++;
    (empty ? blank : filled).add(label);
  }
  const enough = pairs.length >= leastRows && blanks >= leastBlanks && pairs.length - blanks >= leastBlanks;
  return enough && [...blank].every((label) => !filled.has(label));
}

const tokens = new Set(missingTokens);
