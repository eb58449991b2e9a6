import { readFile } from 'node:fs/promises';

/** How often each value of one feature occurs, given its class and the value of one other feature. */
export interface FeatureFigures {
  readonly name: string;
  /** The feature this one depends on besides the class; null at the root of the tree. */
  readonly given: string | null;
  readonly values: readonly number[];
  /** Class → value of `given` ("" at the root) → counts in the order of `values`. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

/** Counts of the real table: a tree over its features in which every one depends on one other and the class. */
export interface Figures {
  readonly source: string;
  readonly rows: number;
  readonly classColumn: string;
  readonly classes: readonly { readonly value: number; readonly meaning: string; readonly count: number }[];
  /** The features in the order of the table's columns; the class column comes last there. */
  readonly columns: readonly string[];
  /** The features in an order in which `given` always comes first. */
  readonly features: readonly FeatureFigures[];
}

/** Reads the figures that lie beside this file. */
export async function readFigures(): Promise<Figures> {
  return JSON.parse(await readFile(new URL('figures.json', import.meta.url), 'utf8')) as Figures;
}
