import { nameHas } from './column-profile.ts';
import type { RawTable } from './raw-table.ts';

/** How a column gives the label away: as a copy of it, or because each of its values has one label only. */
export type Giveaway = 'copy' | 'tells';

/** With more values a column is pure by chance. */
const mostValues = 50;
const leastRows = 20;

/** Whether one column alone tells the label in every row that has both. */
export function givesAway(table: RawTable, column: number, target: number): Giveaway | undefined {
  const labels = new Map<string, string>();
  const values = new Map<string, Set<string>>();
  let rows = 0;
  for (const row of table.rows) {
    const value = written(row[column]);
    const label = written(row[target]);
    if (value === '' || label === '') continue;
    rows++;
    const known = labels.get(value);
    if (known !== undefined && known !== label) return undefined;
    if (known === undefined) {
      if (labels.size >= mostValues) return undefined;
      labels.set(value, label);
      values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
  if (rows < leastRows || values.size < 2) return undefined;
  const sizes = [...values.values()].map((group) => group.size);
  if (sizes.every((size) => size === 1)) return 'copy';
  // A finer label beside a coarse one: "normal" and the names of the attacks beside 0 and 1.
  const finer =
    sizes.includes(1) && nameHas(table.names[column]!, 'label', 'class', 'attack', 'category', 'cat', 'type');
  return finer ? 'copy' : 'tells';
}

function written(raw: unknown): string {
  return raw === null || raw === undefined ? '' : String(raw as string | number).trim();
}
