import { predictedClasses } from '@rampart/core';
import { writeFileAtomic } from '@rampart/core/internal';
import type { AnsweredRows } from '../evaluation/evaluate-predictor.ts';
import { csvText } from '../formats/writers/csv-writer.ts';

/** What the rows that one fold tests were answered; `numbers` are those of the rows in the source. */
export interface AnsweredFold {
  readonly fold: number;
  readonly numbers: ArrayLike<number>;
  readonly answered: AnsweredRows;
}

/**
 * What every row was answered by the fold that tested it, as CSV in the order of the source: `row` and `fold` as
 * `foldsToCsv` has them, the true and the predicted label, and the probability of each class.
 */
export function scoresToCsv(folds: readonly AnsweredFold[], classes: readonly string[]): string {
  const probabilities = classes.map((name) => `probability_${name}`);
  const records = folds.flatMap(({ fold, numbers, answered }) => {
    const predicted = predictedClasses(answered, answered.thresholds);
    return Array.from(numbers, (row, at) => {
      const own = answered.probabilities.subarray(at * classes.length, (at + 1) * classes.length);
      const label = classes[answered.labels[at]!]!;
      const scores = Object.fromEntries(probabilities.map((name, of) => [name, own[of]!]));
      return { row, fields: { row, fold, label, predicted: classes[predicted[at]!]!, ...scores } };
    });
  });
  const columns = [
    { name: 'row', type: 'number' } as const,
    { name: 'fold', type: 'number' } as const,
    { name: 'label', type: 'text' } as const,
    { name: 'predicted', type: 'text' } as const,
    ...probabilities.map((name) => ({ name, type: 'number' }) as const),
  ];
  return csvText({ columns, records: records.toSorted((one, other) => one.row - other.row) }, true);
}

/** Writes `scoresToCsv` to a file, at once or not at all. */
export async function writeScores(path: string, ...scores: Parameters<typeof scoresToCsv>): Promise<void> {
  await writeFileAtomic(path, scoresToCsv(...scores));
}
