import { openSource } from '../../packages/pipeline/src/connections/open-source.ts';

/**
 * What `cross-validate --write-scores` wrote, as answers of each fold to the rows it tests, for a table whose row i has the
 * number `rows[i]` in the source. Throws where the file lacks a row.
 */
export async function readScores(path, folds, { rows, classes }) {
  const told = new Map();
  for await (const { names, rows: lines } of openSource(path).read({ names: null, delimiter: ',' })) {
    const [rowAt, predictedAt] = ['row', 'predicted'].map((name) => names.indexOf(name));
    const classesAt = classes.map((name) => names.indexOf(`probability_${name}`));
    for (const { cells } of lines) {
      told.set(Number(cells[rowAt]), {
        predicted: classes.indexOf(cells[predictedAt]),
        probabilities: classesAt.map((at) => Number(cells[at])),
      });
    }
  }
  return folds.map(({ test }) => {
    const answered = Array.from(test, (row) => told.get(rows[row]));
    if (answered.includes(undefined)) throw new Error(`${path} lacks rows that a fold tests`);
    return {
      probabilities: Float64Array.from(answered.flatMap(({ probabilities }) => probabilities)),
      predicted: Int32Array.from(answered, ({ predicted }) => predicted),
    };
  });
}
