/**
 * The standard error of the mean over rows of a difference that was found in several folds: `differences[fold][at]` of the row
 * `folds[fold].test[at]`. What a row has from several folds is averaged first, and rows of one group count as one draw,
 * so that neither testing rows again nor copies of rows make the error smaller. Null of fewer than two groups.
 */
export function groupedError(differences, folds, groups) {
  const sums = new Map();
  for (const [fold, { test }] of folds.entries()) {
    for (const [at, row] of test.entries()) {
      const own = sums.get(row) ?? { sum: 0, times: 0 };
      own.sum += differences[fold][at];
      own.times++;
      sums.set(row, own);
    }
  }
  const ofGroup = new Map();
  let total = 0;
  for (const [row, { sum, times }] of sums) {
    const own = ofGroup.get(groups[row]) ?? { sum: 0, rows: 0 };
    own.sum += sum / times;
    own.rows++;
    ofGroup.set(groups[row], own);
    total += sum / times;
  }
  const count = ofGroup.size;
  if (count < 2) return null;
  const middle = total / sums.size;
  const squares = [...ofGroup.values()].reduce((all, { sum, rows }) => all + (sum - rows * middle) ** 2, 0);
  return Math.sqrt((count / (count - 1)) * squares) / sums.size;
}
