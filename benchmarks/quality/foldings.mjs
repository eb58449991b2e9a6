import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { measureProcess } from '../measure-process.mjs';

/**
 * For each folding that `--foldings` and `--folds-from` ask for: null for the folds that Rampart deals out itself, or a function that
 * makes a file of folds from the valid table, as `cross-validate --folds-from` takes it.
 */
export function foldingsOf(named, files, { interpreter, folder, count, seed }) {
  const made = { own: null, 'scikit-learn': (valid) => dealtByScikitLearn(valid) };
  for (const name of named) {
    if (!(name in made)) throw new Error(`a folding is ${Object.keys(made).join(' or ')}, not ${name}`);
  }
  return [...named.map((name) => made[name]), ...files.map((file) => () => resolve(file))];

  async function dealtByScikitLearn({ labels, groups, rows }) {
    if (interpreter === undefined) throw new Error('the folds of scikit-learn need scikit-learn');
    const [job, file] = [join(folder, 'rows.json'), join(folder, 'scikit-learn.csv')];
    await writeFile(job, JSON.stringify({ labels, groups, rows, count, seed }));
    const program = join(import.meta.dirname, 'stratified_group_folds.py');
    await measureProcess(interpreter, ['-B', program, job, file], folder);
    return file;
  }
}
