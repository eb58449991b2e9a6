import type { SubsetDecision } from '@rampart/core';
import type { CalibrationState } from '@rampart/core/tensor';
import { type EncodedGroups, groupSubsets } from '../../features/absences.ts';
import type { Calibration } from './calibrate.ts';
import type { JudgedFolds } from '../selection/fold-losses.ts';

/** Fewer rows than these say too little; those that lack a group count then too. */
const leastRows = 200;

/** What is made of the out-of-fold logits of one subset of feature groups. */
export interface SubsetCalibration<C> {
  /** Whether each group is there. */
  readonly present: readonly boolean[];
  readonly calibration: C;
}

/** Rows and their logits, row-major [rows × outputs]. */
type JudgedRows = JudgedFolds & { readonly logits: Float64Array };

/**
 * Calibrates the logits of every subset of feature groups, on the rows that have all of these groups: a row that lacks
 * one by itself belongs to another subset. `logitsOf` gives the logits of a subset by its number in `groupSubsets`.
 */
export function calibrateSubsets<C>(
  rows: JudgedFolds & { readonly columns: readonly Float64Array[] },
  groups: EncodedGroups,
  logitsOf: (subset: number) => Float64Array,
  calibrate: (rows: JudgedRows) => C,
): SubsetCalibration<C>[] {
  const has = groups.columns.map(
    (members) => (row: number) => members.some((column) => !Number.isNaN(rows.columns[column]![row]!)),
  );
  return groupSubsets(groups.columns.length, groups.ungrouped).map((present, subset) => {
    const complete = rows.labels.map((_, row) => Number(has.every((here, i) => !present[i] || here(row))));
    const own = (row: number) => complete[row] === 1;
    const judged = { ...rows, logits: logitsOf(subset) };
    return { present, calibration: calibrate(representative(judged, own) ? takeRows(judged, own) : judged) };
  });
}

/** Whether there are enough rows, of each class some. */
function representative({ labels, classes }: JudgedRows, own: (row: number) => boolean): boolean {
  const counts = new Int32Array(classes);
  for (const [row, label] of labels.entries()) if (own(row)) counts[label]!++;
  return counts.every((count) => count > 0) && counts.reduce((sum, count) => sum + count, 0) >= leastRows;
}

function takeRows(rows: JudgedRows, own: (row: number) => boolean): JudgedRows {
  const { logits, labels, weights, fold } = rows;
  const outputs = logits.length / labels.length;
  const mine = (_: number, row: number) => own(row);
  return {
    ...rows,
    logits: logits.filter((_, i) => own(Math.floor(i / outputs))),
    labels: labels.filter(mine),
    fold: fold.filter(mine),
    ...(weights && { weights: weights.filter(mine) }),
  };
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

/** The decisions of calibrated subsets, by the names of the groups. */
export function subsetDecisions(
  calibrated: readonly SubsetCalibration<Pick<Calibration, 'threshold' | 'review' | 'metrics'>>[],
  names: readonly string[],
): SubsetDecision[] {
  return calibrated.map(({ present, calibration: { threshold, review, metrics } }) => ({
    groups: names.filter((_, group) => present[group]),
    threshold,
    ...(review && { review }),
    expected: { ...metrics },
    holdout: null,
  }));
}
