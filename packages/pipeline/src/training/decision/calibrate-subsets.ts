import type { Decision } from '@rampart/core';
import type { CalibrationState } from '@rampart/core/tensor';
import { type EncodedGroups, groupSubsets } from '../../features/encoded-groups.ts';
import type { Calibration } from './calibrate.ts';
import type { JudgedFolds } from '../selection/row-losses.ts';

/** Fewer rows than these say too little; those that lack a group count then too. */
const leastRows = 200;

/** What is made of the out-of-fold logits of one subset of feature groups. */
export interface SubsetCalibration<C> {
  /** Whether each group is there. */
  readonly present: readonly boolean[];
  /** The rows that it was made of, by their numbers, rising. */
  readonly rows: Int32Array;
  readonly calibration: C;
}

/** Rows with the encoded columns that tell which feature groups each has. */
type GroupedRows = Pick<JudgedFolds, 'labels'> & { readonly columns: readonly Float64Array[] };

/** Rows and their logits, row-major [rows × outputs]. */
type JudgedRows = JudgedFolds & { readonly logits: Float64Array };

/**
 * Calibrates the logits of every subset of feature groups, that of complete rows first, on the rows that have all of
 * these groups: a row that lacks one by itself belongs to another subset. `logitsOf` gives the logits of a subset by its
 * number in `groupSubsets`.
 */
export function calibrateSubsets<C>(
  rows: JudgedFolds & GroupedRows,
  groups: EncodedGroups,
  logitsOf: (subset: number) => Float64Array,
  calibrate: (rows: JudgedRows, subset: number) => C,
): SubsetCalibration<C>[] {
  const subsets = groupSubsets(groups.columns.length, groups.ungrouped);
  const own = subsetNumbers(rows, groups);
  const all = Int32Array.from(own.keys());
  return subsets.map((present, subset) => {
    const complete = all.filter((row) => subsets[own[row]!]!.every((here, group) => here || !present[group]));
    const taken = representative(rows, complete) ? complete : all;
    return {
      present,
      rows: taken,
      calibration: calibrate(takeRows({ ...rows, logits: logitsOf(subset) }, taken), subset),
    };
  });
}

/** The number in `groupSubsets` of the feature groups that each row has; 0 for what is none of them, as in the model. */
function subsetNumbers({ labels, columns }: GroupedRows, groups: EncodedGroups): Int32Array {
  const subsets = groupSubsets(groups.columns.length, groups.ungrouped);
  const numbers = new Map(subsets.map((present, number) => [present.join(), number]));
  return Int32Array.from(labels, (_, row) => {
    const present = groups.columns.map((members) =>
      members.some((column) => !Number.isNaN(columns[column]![row]!)),
    );
    return numbers.get(present.join()) ?? 0;
  });
}

/** Whether there are enough rows, of each class some. */
function representative({ labels, classes }: JudgedFolds, rows: Int32Array): boolean {
  const counts = new Int32Array(classes);
  for (const row of rows) counts[labels[row]!]!++;
  return counts.every((count) => count > 0) && rows.length >= leastRows;
}

function takeRows(judged: JudgedRows, rows: Int32Array): JudgedRows {
  const { logits, labels, weights, fold, groups } = judged;
  if (rows.length === labels.length) return judged;
  const outputs = logits.length / labels.length;
  return {
    ...judged,
    logits: Float64Array.from(
      { length: rows.length * outputs },
      (_, i) => logits[rows[Math.floor(i / outputs)]! * outputs + (i % outputs)]!,
    ),
    labels: rows.map((row) => labels[row]!),
    fold: rows.map((row) => fold[row]!),
    groups: rows.map((row) => groups[row]!),
    ...(weights && { weights: Float32Array.from(rows, (row) => weights[row]!) }),
  };
}

/**
 * The out-of-fold probabilities of all rows, row-major [rows × classes], and the threshold of each, by the subset of
 * feature groups that it has: as the model will answer such rows.
 */
export function answerRows(
  rows: GroupedRows & Pick<JudgedFolds, 'classes'>,
  groups: EncodedGroups,
  calibrated: readonly SubsetCalibration<Pick<Calibration, 'probabilities' | 'threshold'>>[],
): { readonly probabilities: Float64Array; readonly thresholds: Float64Array } {
  const { classes } = rows;
  const own = subsetNumbers(rows, groups);
  const probabilities = new Float64Array(own.length * classes);
  for (const [subset, { rows: taken, calibration }] of calibrated.entries()) {
    for (const [at, row] of taken.entries()) {
      if (own[row] !== subset) continue;
      const answer = calibration.probabilities.subarray(at * classes, (at + 1) * classes);
      probabilities.set(answer, row * classes);
    }
  }
  const thresholds = Float64Array.from(own, (subset) => calibrated[subset]!.calibration.threshold);
  return { probabilities, thresholds };
}

/** What the last layer of a model computes that takes the calibrator of the subset which a row has. */
export function stateOfSubsets(
  calibrated: readonly SubsetCalibration<Pick<Calibration, 'state'>>[],
  { columns }: EncodedGroups,
): CalibrationState {
  return {
    groups: columns.map((members) => [...members]),
    calibrators: calibrated.map(({ present, calibration }) => ({
      ...calibration.state.calibrators[0]!,
      present: [...present],
    })),
  };
}

/** The decisions of calibrated subsets, by the names of the groups, about a world of this prevalence where one is stated. */
export function decisionsOf(
  calibrated: readonly SubsetCalibration<Pick<Calibration, 'threshold' | 'review' | 'metrics'>>[],
  { names }: EncodedGroups,
  prevalence: number | null,
): Decision[] {
  return calibrated.map(({ present, calibration: { threshold, review, metrics } }) => ({
    groups: names.filter((_, group) => present[group]),
    threshold,
    ...(prevalence !== null && { prevalence }),
    ...(review && { review }),
    expected: { ...metrics },
    holdout: null,
  }));
}
