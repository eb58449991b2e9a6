import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureProcess } from '../measure-process.mjs';
import { reasonOf } from '../reason-of.mjs';

/**
 * Trains the peers one after another on the very same rows and returns what each answered in every fold. A peer that fails is
 * left out with a word.
 */
export async function answerPeers(names, { valid, folds, raw }, { interpreter, folder, seed }) {
  const job = join(folder, 'job.json');
  const { labels, columns, classes } = valid;
  await writeFile(job, JSON.stringify({ columns, labels, classes: classes.length, folds, raw, seed }));
  const answered = [];
  for (const name of names) {
    const answer = join(folder, `${name}.json`);
    try {
      const program = join(import.meta.dirname, 'peer.py');
      // -B: no compiled files among the sources.
      await measureProcess(interpreter, ['-B', program, name, job, answer], folder);
      const { probabilities, seconds } = JSON.parse(await readFile(answer, 'utf8'));
      const answers = probabilities.map((rows) => ({ probabilities: Float64Array.from(rows.flat()) }));
      answered.push({ name, seconds, answers });
    } catch (error) {
      console.log(`skipped: ${name}: ${reasonOf(error)}`);
    }
  }
  return answered;
}
