import { throwIfAborted } from '@rampart/core/internal';
import { nextTurn } from '../learners/next-turn.ts';
import { rowsOfClasses } from './class-balance.ts';
import { NearestRows, NeighbourIndex } from './neighbour-index.ts';

/** Rows whose neighbours are looked for between two looks at the signal. */
const turn = 256;

/** Rows by their class numbers, of so many classes. */
export interface Labelled {
  readonly targets: Int32Array;
  readonly classes: number;
}

/**
 * Tomek links (Tomek, 1976): pairs of rows of different classes that are each other's nearest neighbour, the smaller
 * row number first. `features` is row-major [rows × width]; distances are Euclidean. Of equally near rows one of
 * another class is the nearest, then the first: so equal rows of two classes are a link, and a row is in one at most.
 * Throws RampartError('aborted') on the signal.
 */
export async function tomekLinks(
  features: Float32Array,
  width: number,
  { targets, classes }: Labelled,
  signal?: AbortSignal,
): Promise<[number, number][]> {
  const members = rowsOfClasses(targets, classes);
  const indexes = members.map((rows) => new NeighbourIndex(features, width, rows));
  const largest = members.reduce(
    (most, rows, target) => (rows.length > members[most]!.length ? target : most),
    0,
  );
  const [own, others] = [new NearestRows(1), new NearestRows(1)];

  /** The row's nearest neighbour where that is of another class and no further away than `most`. */
  const opposite = (row: number, most = Number.POSITIVE_INFINITY): number | undefined => {
    own.clear(most);
    indexes[targets[row]!]!.search(row, own);
    others.clear(own.most);
    for (const [target, index] of indexes.entries()) if (target !== targets[row]) index.search(row, others);
    const other = others.rows[0]!;
    return other === NearestRows.none ? undefined : other;
  };

  const links: [number, number][] = [];
  // Every link has a row that is not of the largest class.
  const smaller = Int32Array.from(targets.keys()).filter((row) => targets[row] !== largest);
  for (const [i, row] of smaller.entries()) {
    if (i % turn === 0) {
      await nextTurn();
      throwIfAborted(signal);
    }
    const other = opposite(row);
    if (other === undefined || (other < row && targets[other] !== largest)) continue;
    if (opposite(other, others.most) === row) links.push([Math.min(row, other), Math.max(row, other)]);
  }
  return links.toSorted(([a], [b]) => a - b);
}
