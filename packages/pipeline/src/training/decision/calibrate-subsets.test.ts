import { deepEqual, equal, ok } from 'node:assert/strict';
import { createRandom, perMetric } from '@rampart/core/internal';
import { suite } from 'uvu';
import { groupSubsets, noGroups } from '../../features/encoded-groups.ts';
import { answerRows, calibrateSubsets, decisionsOf, stateOfSubsets } from './calibrate-subsets.ts';

const test = suite('calibrate-subsets');

const rows = 1000;
const random = createRandom(5);
const columns = [0, 1, 2].map(() => Float64Array.from({ length: rows }, () => random.normal()));
// Every second row lacks the second group, two columns wide; a single gap in it is no absence.
for (let row = 0; row < rows; row += 2) for (const column of [1, 2]) columns[column]![row] = Number.NaN;
columns[1]![1] = Number.NaN;
const judged = {
  labels: Int32Array.from({ length: rows }, (_, row) => (row >> 1) % 2),
  classes: 2,
  positive: 1,
  fold: Int32Array.from({ length: rows }, (_, row) => row % 4),
  folds: 4,
  groups: Int32Array.from({ length: rows }, (_, row) => row),
  columns,
};
const groups = { names: ['cheap', 'dear'], columns: [[0], [1, 2]], ungrouped: false };

test('each subset is calibrated on the rows that have it', () => {
  const logitsOf = (subset: number) => Float64Array.from({ length: rows }, (_, row) => 10 * row + subset);
  const calibrated = calibrateSubsets(judged, groups, logitsOf, ({ logits, labels, fold }) => {
    deepEqual(
      labels,
      Int32Array.from(logits, (logit) => (Math.floor(logit / 10) >> 1) % 2),
    );
    deepEqual(
      fold,
      Int32Array.from(logits, (logit) => Math.floor(logit / 10) % 4),
    );
    return { rows: labels.length, subset: logits[0]! % 10 };
  });
  deepEqual(
    calibrated.map(({ present, calibration }) => [present, calibration]),
    groupSubsets(2, false).map((present, subset) => [
      present,
      { rows: present[1] ? rows / 2 : rows, subset },
    ]),
  );
});

test('where too few rows have a subset all count', () => {
  const few = {
    ...judged,
    columns: [columns[0]!, columns[1]!.map(() => Number.NaN), columns[2]!.map(() => Number.NaN)],
  };
  const counts = calibrateSubsets(
    few,
    groups,
    () => new Float64Array(rows),
    ({ labels }) => labels.length,
  );
  deepEqual(
    counts.map(({ calibration }) => calibration),
    [rows, rows, rows],
  );
});

test('without groups all rows are complete, and calibrated as they are', () => {
  const logits = Float64Array.from({ length: rows }, (_, row) => row);
  const [only, ...others] = calibrateSubsets(
    judged,
    noGroups,
    () => logits,
    (own) => own,
  );
  deepEqual([only!.present, others], [[], []]);
  deepEqual(only!.calibration, { ...judged, logits });
});

test('each row is answered by the subset that it has, whichever rows that was made of', () => {
  for (const lacking of [(row: number) => row % 2 === 0, (row: number) => row % 10 === 0, () => true]) {
    const table = {
      ...judged,
      columns: columns.map((_, column) =>
        Float64Array.from({ length: rows }, (_row, row) => (column > 0 && lacking(row) ? Number.NaN : row)),
      ),
    };
    const calibrated = calibrateSubsets(
      table,
      groups,
      (subset) => Float64Array.from({ length: rows }, (_, row) => 10 * row + subset),
      ({ logits }) => ({
        probabilities: Float64Array.from(logits.length > 0 ? [...logits].flatMap((at) => [-at, at]) : []),
        threshold: logits[0]! % 10,
      }),
    );
    const { probabilities, thresholds } = answerRows(table, groups, calibrated);
    const cheapOnly = groupSubsets(2, false).findIndex(([cheap, dear]) => cheap && !dear);
    const own = Float64Array.from({ length: rows }, (_, row) => (lacking(row) ? cheapOnly : 0));
    deepEqual(thresholds, own);
    deepEqual(
      probabilities.filter((_, at) => at % 2 === 1),
      own.map((subset, row) => 10 * row + subset),
    );
  }
});

test('calibrations become the state of the last layer, and decisions by name', () => {
  const metrics = perMetric(() => 0.5);
  const calibrated = groupSubsets(2, false).map((present, i) => ({
    present,
    rows: new Int32Array(),
    calibration: {
      threshold: i / 10,
      metrics,
      review: null,
      state: { groups: [], calibrators: [{ present: [], temperature: 1 + i, shift: [0], isotonic: null }] },
    },
  }));
  const state = stateOfSubsets(calibrated, groups);
  deepEqual(state.groups, groups.columns);
  deepEqual(
    state.calibrators.map(({ present, temperature }) => [present, temperature]),
    groupSubsets(2, false).map((present, i) => [present, 1 + i]),
  );
  const decisions = decisionsOf(calibrated, groups, 0.25);
  ok(decisions.every(({ prevalence }) => prevalence === 0.25));
  deepEqual(decisions[0]!.groups, ['cheap', 'dear']);
  equal(decisions[1]!.threshold, 0.1);
});

test.run();
