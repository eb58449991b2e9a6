import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rampart } from '../program.mjs';
import { readFolds } from './read-folds.mjs';
import { readValidTable } from './read-valid-table.mjs';

/**
 * Cross-validation: Rampart with each list of settings on the folds of the first, and the rows and folds for the peers.
 * With `target` the schema has been inferred and the peers read the file by themselves.
 */
export async function compareByFolds({ table, schema, schemaFile, target, folds, seed, variants, folder }) {
  const file = join(folder, 'folds.csv');
  const valid = await readValidTable(table, schema);
  const rows = [];
  for (const { name, settings } of variants) {
    const sets = settings.flatMap((setting) => ['--set', setting]);
    const argv = ['--source', table, '--schema', schemaFile, '--folds', folds, '--seed', seed];
    const first = rows.length === 0 ? ['--write-folds', file] : [];
    const { mean, folds: each, seconds } = await rampart('cross-validate', ...argv, ...first, ...sets);
    rows.push({ name, metrics: mean, folds: each.map(({ metrics }) => metrics), seconds });
  }
  const { delimiter } = schema.file;
  return {
    rows,
    valid,
    folds: readFolds(await readFile(file, 'utf8'), valid.rows),
    raw: target === undefined ? null : { path: table, delimiter, target, rows: valid.rows },
    told: `${valid.rows.length} rows, ${folds} folds of ${table}`,
  };
}

/** Training on one file and a test on another: Rampart's whole run with each list of settings, and the rows for the peers. */
export async function compareByTest({ train, test, schema, schemaFile, seed, variants, folder }) {
  const [known, unseen] = [await readValidTable(train, schema), await readValidTable(test, schema)];
  const rows = [];
  for (const [at, { name, settings }] of variants.entries()) {
    const sets = settings.flatMap((setting) => ['--set', setting]);
    const argv = ['--source', train, '--holdout', `test=${test}`, '--schema', schemaFile, '--seed', seed];
    const { holdout, seconds } = await rampart('run', ...argv, '--out', join(folder, `run-${at}`), ...sets);
    if (holdout.rows !== unseen.rows.length) {
      throw new Error(`Rampart was tested on ${holdout.rows} rows, the peers get ${unseen.rows.length}`);
    }
    const values = Object.entries(holdout.metrics).map(([metric, { value }]) => [metric, value]);
    const metrics = Object.fromEntries(values);
    rows.push({ name, metrics, folds: [metrics], seconds });
  }
  const count = known.rows.length;
  const valid = {
    ...known,
    labels: [...known.labels, ...unseen.labels],
    columns: known.columns.map((column, at) => ({
      ...column,
      values: [...column.values, ...unseen.columns[at].values],
    })),
  };
  const folds = [{ train: [...known.rows.keys()], test: unseen.rows.map((_, at) => count + at) }];
  return {
    rows,
    valid,
    folds,
    raw: null,
    told: `${count} rows of ${train}, tested on ${unseen.rows.length} of ${test}`,
  };
}
