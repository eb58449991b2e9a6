import { type Cell, type Column, type DatasetSchema, targetOf } from '@rampart/core';
import { columnReaders, isMissing, quote, UNREADABLE } from '@rampart/core/internal';
import { certainTokens, missingTokens } from './missing-tokens.ts';
import type { RawTable } from './raw-table.ts';

/** One value of a column as the table writes it, and in how many rows it stands. */
export interface CountedValue {
  readonly value: string;
  readonly rows: number;
  /** As the schema's reader types it; undefined where it cannot. */
  readonly cell: Cell | undefined;
}

/** The different values of a column, sorted by what its declaration says of them; each list by falling count. */
export interface ColumnTally {
  readonly missing: number;
  /** In the domain. */
  readonly good: readonly CountedValue[];
  /** Not to be read as the column's kind. */
  readonly unreadable: readonly CountedValue[];
  /** Read, and outside the domain; labels without a class. */
  readonly outside: readonly CountedValue[];
  /** Texts that elsewhere mean "no value" and that the schema does not list as such. */
  readonly tokens: readonly CountedValue[];
}

/** Reads every cell of a column by its declaration; `index` is its position in the table. */
export function tallyColumn(
  table: RawTable,
  index: number,
  column: Column,
  schema: DatasetSchema,
): ColumnTally {
  const reader = columnReaders(schema).get(column.name)!;
  const target = column.role === 'target' ? targetOf(schema) : undefined;
  const allows = (cell: Cell) =>
    target === undefined ? reader.allows(cell) : target.classOf(cell) !== undefined;
  const values = new Map<string, { rows: number; cell: Cell | undefined }>();
  let missing = 0;
  for (const row of table.rows) {
    const raw = row[index];
    const cell = reader.read(raw);
    if (cell !== UNREADABLE && isMissing(cell)) {
      missing++;
      continue;
    }
    const value = written(raw);
    const known = values.get(value);
    if (known === undefined) values.set(value, { rows: 1, cell: cell === UNREADABLE ? undefined : cell });
    else known.rows++;
  }
  const tally = { good: [], unreadable: [], outside: [], tokens: [] } as Record<
    'good' | 'unreadable' | 'outside' | 'tokens',
    CountedValue[]
  >;
  // "None" and "-" are good names of classes and of categories.
  const certain = new Set(column.role === 'target' ? [] : certainTokens);
  const possible = new Set(column.role === 'target' ? [] : missingTokens);
  for (const [value, { rows, cell }] of values) {
    const good = cell !== undefined && allows(cell);
    const list = (good ? certain : possible).has(value) && !isDeclared(column, value) ? 'tokens' : undefined;
    tally[list ?? (cell === undefined ? 'unreadable' : good ? 'good' : 'outside')].push({
      value,
      rows,
      cell,
    });
  }
  for (const list of Object.values(tally)) list.sort((left, right) => right.rows - left.rows);
  return { missing, ...tally };
}

function isDeclared({ values = [] }: Column, value: string): boolean {
  return values.some((declared) => String(declared) === value);
}

function written(raw: unknown): string {
  return typeof raw === 'string' ? raw.trim() : raw instanceof Date ? raw.toISOString() : quote(raw);
}
