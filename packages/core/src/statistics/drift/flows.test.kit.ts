import type { Random } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import type { ColumnData, TypedTable } from '../../table.ts';

/** The schema of `flows`. */
export const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'errors', kind: 'numeric' },
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'service', kind: 'categorical' },
    { name: 'constant', kind: 'numeric' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
});

/** A heavy tail, a column of mostly zeros, few values, many categories, a constant, gaps, columns that depend on each other. */
export function flows(random: Random, rows: number): TypedTable {
  const columns: Record<string, ColumnData> = {
    bytes: new Float64Array(rows),
    errors: new Float64Array(rows),
    flag: new Float64Array(rows),
    constant: new Float64Array(rows).fill(7),
  };
  const [service, attack]: string[][] = [[], []];
  for (let row = 0; row < rows; row++) {
    const yes = random.next() < 0.4;
    attack!.push(yes ? 'yes' : 'no');
    (columns.bytes as Float64Array)[row] =
      random.next() < 0.1 ? Number.NaN : Math.exp(2 * random.normal() + (yes ? 2 : 0));
    (columns.errors as Float64Array)[row] = random.next() < 0.8 ? 0 : random.next();
    (columns.flag as Float64Array)[row] = yes ? 1 : random.integer(3) - 1;
    // Zipf-like: some categories are so rare that a batch holds ones the reference never saw.
    service!.push(`s${Math.floor(1 / (1 - 0.999 * random.next()))}`);
  }
  return { rows, columns: new Map(Object.entries({ ...columns, service: service!, attack: attack! })) };
}
