import type { ColumnData } from '../../table.ts';
import { type CellCounts, countCells, referenceCounts } from './cell-counts.ts';
import { driftPower } from './drift-power.ts';
import type { ColumnReference, NumbersReference, ValuesReference } from './drift-reference.ts';
import type { ColumnDrift, DriftReport, StatedShift } from './drift-report.ts';
import { ksDistance, totalVariation, wassersteinDistance } from './drift-statistics.ts';
import { fisherExact } from './fisher-exact.ts';
import { type CellsReference, driftStatistic, nullDistribution } from './null-distribution.ts';
import { nearestMixture, roundedScores } from './score-mixtures.ts';

/** Unseen values and changes of share that are named. */
const mostNamed = 10;

/** How columns are judged. */
export interface ColumnOptions {
  /** The p-values below which a column alarms. */
  readonly perTest: DriftReport['perTest'];
  readonly shift: StatedShift;
  readonly judged: boolean;
}

/** Compares one column of a batch with the reference; without `judged` nothing alarms. */
export function compareColumn(
  reference: ColumnReference,
  cells: ColumnData,
  options: ColumnOptions,
): ColumnDrift {
  const mixed = reference.type !== 'gaps' && reference.trained !== undefined;
  const data = mixed ? roundedScores(cells as Float64Array) : cells;
  const batch = countCells(reference, data);
  const { name, role } = reference;
  const rows = reference.present + reference.missing;
  const gapValue =
    rows === 0 || data.length === 0 ? 1 : fisherExact(rows, reference.missing, data.length, batch.missing);
  const tested = reference.type !== 'gaps' && reference.present > 0 && batch.present > 0;
  const mixture = tested && mixed ? nearestMixture(reference, batch) : undefined;
  return {
    name,
    role,
    ...(tested ? testValues(mixture?.reference ?? reference, batch, options) : untested),
    ...(mixture && { trainedOn: mixture.trainedOn }),
    missing: {
      reference: reference.missing / Math.max(1, rows),
      batch: batch.missing / Math.max(1, data.length),
      pValue: gapValue,
      alarm: options.judged && gapValue < options.perTest.gaps,
    },
    unseen: {
      rows: [...batch.unseen.values()].reduce((sum, count) => sum + count, 0),
      values: [...batch.unseen]
        .toSorted((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
        .slice(0, mostNamed)
        .map(([value, count]) => ({ value, count })),
    },
  };
}

const untested = {
  test: 'none',
  statistic: 0,
  threshold: 0,
  pValue: 1,
  alarm: false,
  distance: 0,
  wasserstein: null,
  changes: [],
  power: 0,
} satisfies Partial<ColumnDrift>;

function testValues(reference: CellsReference, batch: CellCounts, { perTest, shift, judged }: ColumnOptions) {
  const counts = referenceCounts(reference);
  const statistic = driftStatistic(reference, counts, batch.counts);
  const distribution = nullDistribution(reference, batch.present);
  const pValue = distribution.pValue(statistic);
  const numbers = reference.type === 'numbers';
  return {
    test: numbers ? ('ks' as const) : ('g' as const),
    statistic,
    threshold: distribution.threshold(perTest.values),
    pValue,
    alarm: judged && pValue < perTest.values,
    distance: numbers ? ksDistance(counts, batch.counts) : totalVariation(counts, batch.counts),
    wasserstein: numbers ? wassersteinDistance(reference, batch) / reference.deviation : null,
    changes: numbers ? [] : changesOf(reference, batch),
    ...(numbers && numbersChange(reference, batch)),
    power: driftPower(reference, batch.present, perTest.values, shift),
  };
}

/** How continuous values changed, as a person would say it: their mean, and the share above some number. */
function numbersChange(
  reference: NumbersReference,
  batch: CellCounts,
): Pick<ColumnDrift, 'means' | 'widest'> {
  const { edges, counts, deviation } = reference;
  const meanOf = (each: ArrayLike<number>, means: ArrayLike<number>, rows: number) => {
    let mean = 0;
    for (let cell = 0; cell < means.length; cell++) mean += (each[cell]! / rows) * means[cell]!;
    return mean;
  };
  const rows = counts.reduce((sum, count) => sum + count, 0);
  let [below, belowBatch] = [0, 0];
  let widest: ColumnDrift['widest'];
  for (const [cell, above] of edges.entries()) {
    below += counts[cell]! / rows;
    belowBatch += batch.counts[cell]! / batch.present;
    if (widest === undefined || Math.abs(below - belowBatch) > Math.abs(widest.reference - widest.batch)) {
      widest = { above, reference: 1 - below, batch: 1 - belowBatch };
    }
  }
  return {
    means: {
      reference: meanOf(counts, reference.means, rows),
      batch: meanOf(batch.counts, batch.means, batch.present),
      deviation,
    },
    ...(widest && { widest }),
  };
}

function changesOf({ values, other, present }: ValuesReference, batch: CellCounts): ColumnDrift['changes'] {
  const cells = [...values, { value: null, count: other }].map(({ value, count }, cell) => ({
    value,
    reference: count / present,
    batch: batch.counts[cell]! / batch.present,
  }));
  const size = (change: (typeof cells)[number]) => Math.abs(change.batch - change.reference);
  return cells
    .filter((change) => size(change) > 0)
    .toSorted((left, right) => size(right) - size(left))
    .slice(0, mostNamed);
}
