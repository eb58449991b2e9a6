/**
 * The folds that `cross-validate --write-folds` wrote, for a table whose row i has the number `rows[i]` in the source:
 * positions in the table that each fold trains on and tests. Throws where the file tells of other rows.
 */
export function readFolds(csv, rows) {
  const [header, ...lines] = csv.trimEnd().split('\n');
  if (header !== 'row,fold,trains')
    throw new Error(`a file of folds begins with row,fold,trains, not ${header}`);
  const told = lines.map((line) => {
    const [row, fold, trains] = line.split(',');
    return { row: Number(row), fold: Number(fold), trains };
  });
  if (told.length !== rows.length || told.some(({ row }, at) => row !== rows[at])) {
    throw new Error('the folds are of other rows than the table');
  }
  const folds = Math.max(...told.map(({ fold }) => fold));
  const where = (wanted) => told.flatMap((row, at) => (wanted(row) ? [at] : []));
  return Array.from({ length: folds }, (_, at) => ({
    train: where(({ fold, trains }) => (trains === 'later' ? fold <= at : fold !== at + 1)),
    test: where(({ fold }) => fold === at + 1),
  }));
}
