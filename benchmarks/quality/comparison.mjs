import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { rampart } from '../program.mjs';
import { readFolds } from './read-folds.mjs';
import { readScores } from './read-scores.mjs';
import { readValidTable } from './read-valid-table.mjs';

/**
 * Cross-validation: Rampart's answers with each list of settings, and the rows and folds for the peers. `foldings` has for
 * each folding null, the folds of Rampart's own with `folds` of them, or a function that makes the file of its folds from the
 * valid table. With `target` the schema has been inferred and the peers read the file by themselves.
 */
export async function compareByFolds({
  table,
  schema,
  schemaFile,
  target,
  folds,
  seed,
  variants,
  folder,
  foldings,
}) {
  const valid = await readValidTable(table, schema);
  const ours = variants.map(({ name }) => ({ name, seconds: 0, answers: [] }));
  const all = [];
  for (const [at, makeFolds] of foldings.entries()) {
    let file = await makeFolds?.(valid);
    let own;
    for (const [variant, { settings }] of variants.entries()) {
      const sets = settings.flatMap((setting) => ['--set', setting]);
      const scores = join(folder, `rampart-${variant}-${at}.csv`);
      const written = join(folder, `folds-${at}.csv`);
      const dealt = file === undefined ? ['--folds', folds] : ['--folds-from', file];
      const argv = ['--source', table, '--schema', schemaFile, ...dealt, '--seed', seed];
      const files = ['--write-folds', written, '--write-scores', scores];
      const { seconds } = await rampart('cross-validate', ...argv, ...files, ...sets);
      file = written;
      own ??= readFolds(await readFile(written, 'utf8'), valid.rows);
      ours[variant].seconds += seconds;
      ours[variant].answers.push(...(await readScores(scores, own, valid)));
    }
    all.push(...own);
  }
  const { delimiter } = schema.file;
  return {
    ours,
    valid,
    folds: all,
    raw: target === undefined ? null : { path: table, delimiter, target, rows: valid.rows },
    told: `${valid.rows.length} rows, ${all.length} folds of ${table}`,
  };
}

/** Training on one file and a test on another: Rampart's answers after a whole run with each list of settings, and the rows for the peers. */
export async function compareByTest({ train, test, schema, schemaFile, seed, variants, folder }) {
  const [known, unseen] = [await readValidTable(train, schema), await readValidTable(test, schema)];
  const ours = [];
  for (const [at, { name, settings }] of variants.entries()) {
    const sets = settings.flatMap((setting) => ['--set', setting]);
    const argv = ['--source', train, '--holdout', `test=${test}`, '--schema', schemaFile, '--seed', seed];
    const out = join(folder, `run-${at}`);
    const { bundle, seconds } = await rampart('run', ...argv, '--out', out, ...sets);
    const { predictions } = await rampart('predict', '--source', test, '--model', bundle.path);
    const answered = new Map(predictions.map((row) => [row.row, row]));
    const rows = unseen.rows.map((row) => answered.get(row));
    const { classes } = known;
    const answer = {
      probabilities: Float64Array.from(
        rows.flatMap(({ probabilities }) => classes.map((of) => probabilities[of])),
      ),
      predicted: Int32Array.from(rows, ({ label }) => classes.indexOf(label)),
    };
    ours.push({ name, seconds, answers: [answer] });
  }
  const count = known.rows.length;
  const valid = {
    ...known,
    labels: [...known.labels, ...unseen.labels],
    // A row of the test file stands with its like there; those of the training file are not tested.
    groups: [...known.groups, ...unseen.groups],
    columns: known.columns.map((column, at) => ({
      ...column,
      values: [...column.values, ...unseen.columns[at].values],
    })),
  };
  const folds = [{ train: [...known.rows.keys()], test: unseen.rows.map((_, at) => count + at) }];
  return {
    ours,
    valid,
    folds,
    raw: null,
    told: `${count} rows of ${train}, tested on ${unseen.rows.length} of ${test}`,
  };
}
