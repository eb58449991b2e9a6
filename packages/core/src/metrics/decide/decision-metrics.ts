import type { Metrics } from '../metric-names.ts';
import { meanOfDefined } from '../weighted-mean.ts';

interface ClassTally {
  readonly hits: number;
  readonly actual: number;
  readonly predicted: number;
}

/**
 * Accuracy, precision, recall and F1 from a confusion matrix, row-major [actual × predicted]. With a positive
 * class they are that class's, and null where nothing was called positive (precision) or nothing is (recall).
 * Without one they are plain averages over the classes that occur in the labels or the predictions, where, as
 * in scikit-learn, a class that was never called counts as precision 0 and one that never came as recall 0.
 */
export function decisionMetrics(
  cells: Float64Array,
  classes: number,
  positive: number | null,
): Pick<Metrics, 'accuracy' | 'precision' | 'recall' | 'f1'> {
  const tallies = Array.from({ length: classes }, (_, of) => tallyClass(cells, classes, of));
  const accuracy = ratio(sum(tallies, 'hits'), sum(tallies, 'actual'));
  if (positive !== null) return { accuracy, ...measuresOf(tallies[positive]!) };

  const measures = tallies.filter(({ actual, predicted }) => actual + predicted > 0).map(measuresOf);
  return {
    accuracy,
    precision: meanOfDefined(measures.map(({ precision }) => precision ?? 0)),
    recall: meanOfDefined(measures.map(({ recall }) => recall ?? 0)),
    f1: meanOfDefined(measures.map(({ f1 }) => f1)),
  };
}

function tallyClass(cells: Float64Array, classes: number, of: number): ClassTally {
  let actual = 0;
  let predicted = 0;
  for (let other = 0; other < classes; other++) {
    actual += cells[of * classes + other]!;
    predicted += cells[other * classes + of]!;
  }
  return { hits: cells[of * classes + of]!, actual, predicted };
}

function measuresOf({ hits, actual, predicted }: ClassTally) {
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, actual),
    f1: ratio(2 * hits, actual + predicted),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function sum(tallies: readonly ClassTally[], key: keyof ClassTally): number {
  return tallies.reduce((total, tally) => total + tally[key], 0);
}
