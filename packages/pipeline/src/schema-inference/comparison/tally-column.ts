import { type Cell, type Column, type DatasetSchema, targetOf } from '@rampart/core';
import { type ColumnReader, columnReaders, isMissing, quote, UNREADABLE } from '@rampart/core/internal';
import { certainTokens, missingTokens } from '../missing-tokens.ts';
import { mostKept, ownText } from '../profile/own-text.ts';

/** One value of a column as the table writes it, and in how many rows it stands. */
export interface CountedValue {
  readonly value: string;
  readonly rows: number;
  /** As the schema's reader types it; undefined where it cannot. */
  readonly cell: Cell | undefined;
}

/** What stands in a column that the schema does not expect there: sorted by falling count. */
export interface Unexpected {
  /** Rows, those of values that are not listed with them. */
  readonly rows: number;
  /** The first 5,000 different values. */
  readonly values: readonly CountedValue[];
}

/** The values of a column, sorted by what its declaration says of them. */
export interface ColumnTally {
  readonly rows: number;
  readonly missing: number;
  /** Rows in the domain. */
  readonly good: number;
  /** The one value of the rows in the domain; undefined where there are several or none. */
  readonly only: CountedValue | undefined;
  /** Not to be read as the column's kind. */
  readonly unreadable: Unexpected;
  /** Read, and outside the domain; labels without a class. */
  readonly outside: Unexpected;
  /** The numbers outside the domain lie between these. */
  readonly range: readonly [min: number, max: number];
  /** Texts that elsewhere mean "no value" and that the schema does not list as such. */
  readonly tokens: readonly CountedValue[];
}

/** Reads the cells of a column by its declaration, one after another, in bounded memory. */
export class ColumnTallier {
  #rows = 0;
  #missing = 0;
  #good = 0;
  #only: { value: string; cell: Cell } | null | undefined;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  readonly #unreadable = new Values();
  readonly #outside = new Values();
  readonly #tokens = new Values();
  readonly #column: Column;
  readonly #reader: ColumnReader;
  readonly #allows: (cell: Cell) => boolean;
  readonly #certain: ReadonlySet<string>;
  readonly #possible: ReadonlySet<string>;

  constructor(column: Column, schema: DatasetSchema) {
    const reader = columnReaders(schema).get(column.name)!;
    const target = column.role === 'target' ? targetOf(schema) : undefined;
    this.#column = column;
    this.#reader = reader;
    this.#allows = (cell) =>
      target === undefined ? reader.allows(cell) : target.classOf(cell) !== undefined;
    // "None" and "-" are good names of classes and of categories.
    this.#certain = new Set(column.role === 'target' ? [] : certainTokens);
    this.#possible = new Set(column.role === 'target' ? [] : missingTokens);
  }

  add(raw: unknown): void {
    this.#rows++;
    const cell = this.#reader.read(raw);
    if (cell !== UNREADABLE && isMissing(cell)) {
      this.#missing++;
      return;
    }
    const good = cell !== UNREADABLE && this.#allows(cell);
    // Plain numbers, nearly all of a table, need no text.
    if (good && typeof cell === 'number' && this.#only === null) {
      this.#good++;
      return;
    }
    const value = written(raw);
    const typed = cell === UNREADABLE ? undefined : cell;
    if ((good ? this.#certain : this.#possible).has(value) && !isDeclared(this.#column, value)) {
      this.#tokens.add(value, typed);
    } else if (typed === undefined) this.#unreadable.add(value, typed);
    else if (good) this.#addGood(value, typed);
    else {
      this.#outside.add(value, typed);
      if (typeof typed === 'number') {
        this.#min = Math.min(this.#min, typed);
        this.#max = Math.max(this.#max, typed);
      }
    }
  }

  #addGood(value: string, cell: Cell): void {
    this.#good++;
    if (this.#only === undefined) this.#only = { value: ownText(value), cell };
    else if (this.#only !== null && this.#only.value !== value) this.#only = null;
  }

  get tally(): ColumnTally {
    return {
      rows: this.#rows,
      missing: this.#missing,
      good: this.#good,
      only: this.#only ? { ...this.#only, rows: this.#good } : undefined,
      unreadable: this.#unreadable.sorted,
      outside: this.#outside.sorted,
      range: [this.#min, this.#max],
      tokens: this.#tokens.sorted.values,
    };
  }
}

/** Values with their counts while they are few, then their rows alone. */
class Values {
  #rows = 0;
  readonly #counts = new Map<string, { rows: number; cell: Cell | undefined }>();

  add(value: string, cell: Cell | undefined): void {
    this.#rows++;
    const known = this.#counts.get(value);
    if (known !== undefined) known.rows++;
    else if (this.#counts.size < mostKept) {
      const own = ownText(value);
      this.#counts.set(own, { rows: 1, cell: typeof cell === 'string' ? ownText(cell) : cell });
    }
  }

  get sorted(): Unexpected {
    const values = [...this.#counts].map(([value, { rows, cell }]) => ({ value, rows, cell }));
    return { rows: this.#rows, values: values.toSorted((left, right) => right.rows - left.rows) };
  }
}

function isDeclared({ values = [] }: Column, value: string): boolean {
  return values.some((declared) => String(declared) === value);
}

function written(raw: unknown): string {
  return typeof raw === 'string' ? raw.trim() : raw instanceof Date ? raw.toISOString() : quote(raw);
}
