import { createRandom } from '../../../packages/core/src/random.ts';
import { drawClass, shareClasses } from './share-classes.mjs';

/**
 * A made table as CSV, the same bytes for the same seed, with the column `label` last, and the log-loss of who knows the law
 * that the labels were drawn by (no model can be expected to do better; `seen` of a kind tells whether its columns show
 * all that the law is about). A kind has a `name`, its number of `rows`, `classes`, `columns`, and `rowMaker(random)`: a
 * function that makes one row, its `cells` and either the `shares` of the classes or, for `shareClasses` of `law`, a score
 * of each class but the first.
 */
export function generateTable({ name, rows, classes, columns, law, rowMaker }, seed = 7) {
  const random = createRandom(seed).fork(name);
  const makeRow = rowMaker(random.fork('rows'));
  const made = Array.from({ length: rows }, makeRow);
  const shares =
    law === undefined
      ? made.map((row) => row.shares)
      : shareClasses(
          made.map(({ scores }) => scores),
          law,
        );
  const labels = random.fork('labels');
  const lines = made.map(({ cells }, row) => [...cells, classes[drawClass(shares[row], labels)]].join(','));
  const entropies = shares.map((own) =>
    own.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0),
  );
  const entropy = entropies.reduce((sum, own) => sum + own, 0) / rows;
  return { csv: `${[...columns, 'label'].join(',')}\n${lines.join('\n')}\n`, entropy };
}

/** `count` column names: `band_1`, `band_2`, … */
export function numbered(name, count) {
  return Array.from({ length: count }, (_, at) => `${name}_${at + 1}`);
}

/** A number as a file of measurements has it, with so many digits. */
export function digits(value, count = 5) {
  return Number(value.toPrecision(count));
}
