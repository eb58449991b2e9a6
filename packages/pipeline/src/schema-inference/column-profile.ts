import type { ColumnSketch } from './profile/column-sketch.ts';
import type { NumberFacts } from './profile/number-sketch.ts';
import { type Shape, time } from './profile/text-shapes.ts';

/** What the cells of one column look like, before anything is decided. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  /** Cells without a value. */
  readonly missing: number;
  /** The texts that were taken for "no value", with their counts; the empty one is not listed. */
  readonly tokens: ReadonlyMap<string, number>;
  /** Cells that are neither text, number, flag nor time, such as nested documents. */
  readonly unreadable: number;
  /** Cells that hold a value. */
  readonly present: number;
  /** Different values; within 10 % where not `exact`. */
  readonly distinct: number;
  /** Whether `counts` holds every different value. */
  readonly exact: boolean;
  /** Different values as texts, with their counts. */
  readonly counts: ReadonlyMap<string, number>;
  /** About the values that read as numbers. */
  readonly numbers: NumberFacts;
  /** The different texts that do not read as numbers. */
  readonly words: readonly string[];
  /** Cells that hold such a text. */
  readonly wordCells: number;
  /** Cells of those that look so. */
  readonly shapes: ReadonlyMap<Shape, number>;
  /** Cells of those whose number has that unit behind it. */
  readonly units: ReadonlyMap<string, number>;
  /** Cells that read as a date and time. */
  readonly times: number;
  /** Whether numbers are written with leading zeros, as codes are. */
  readonly padded: boolean;
}

/** Looks at one column; `tokens` are the texts, none of them a number, that mean "no value". */
export function profileColumn(name: string, sketch: ColumnSketch, tokens: readonly string[]): ColumnProfile {
  const { rows, blanks, unreadable, numbers, words } = sketch;
  const found = new Map(
    tokens.flatMap((token) => {
      const count = words.counts.get(token);
      return count === undefined ? [] : [[token, count] as const];
    }),
  );
  const taken = [...found.values()].reduce((sum, count) => sum + count, 0);
  const left = [...words.counts].filter(([word]) => !found.has(word));
  const { shapes, units } = words.look(new Set(found.keys()));
  return {
    name,
    rows,
    missing: blanks + taken,
    tokens: found,
    unreadable,
    present: rows - blanks - taken - unreadable,
    distinct: numbers.distinct + words.distinct - found.size,
    exact: numbers.estimate === undefined && words.estimate === undefined,
    counts: new Map([...numbers.counts, ...left]),
    numbers,
    words: left.map(([word]) => word),
    wordCells: words.cells - taken,
    shapes,
    units,
    times: shapes.get(time) ?? 0,
    padded: numbers.padded > 0,
  };
}

/** Whether a name, cut into its words (`isGuest_login` into is, guest, login), holds one of the given words. */
export function nameHas(name: string, ...wanted: readonly string[]): boolean {
  return nameWords(name).some((word) => wanted.includes(word));
}

/** The words of a name in lower case. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}
