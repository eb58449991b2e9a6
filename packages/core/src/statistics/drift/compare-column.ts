import type { ColumnData } from '../../table.ts';
import { type CellCounts, countCells, referenceCounts } from './cell-counts.ts';
import { driftPower } from './drift-power.ts';
import type { ColumnReference, ValuesReference } from './drift-reference.ts';
import type { ColumnDrift, DriftReport, StatedShift } from './drift-report.ts';
import { ksDistance, totalVariation, wassersteinDistance } from './drift-statistics.ts';
import { fisherExact } from './fisher-exact.ts';
import { type CellsReference, driftStatistic, nullDistribution } from './null-distribution.ts';

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
  data: ColumnData,
  options: ColumnOptions,
): ColumnDrift {
  const batch = countCells(reference, data);
  const { name, role } = reference;
  const rows = reference.present + reference.missing;
  const gapValue =
    rows === 0 || data.length === 0 ? 1 : fisherExact(rows, reference.missing, data.length, batch.missing);
  const tested = reference.type !== 'gaps' && reference.present > 0 && batch.present > 0;
  return {
    name,
    role,
    ...(tested ? testValues(reference, batch, options) : untested),
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
    power: driftPower(reference, batch.present, perTest.values, shift),
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
