import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import type { TypedTable } from '../../table.ts';
import { type AlarmBudget, defaultBudget, falseAlarmRate } from './alarm-budget.ts';
import { compareColumn } from './compare-column.ts';
import { type DriftColumn, driftColumns } from './drift-columns.ts';
import { defaultShift, rowsNeeded } from './drift-power.ts';
import type { ColumnReference, DriftReference } from './drift-reference.ts';
import type { ColumnDrift, DriftReport, StatedShift } from './drift-report.ts';

/** How a batch is judged. */
export interface CompareOptions {
  /** Acceptable false alarms; one clean batch in twenty, where left out. */
  readonly budget?: AlarmBudget;
  /** A model's score on each row of the batch, where the reference has scores too. */
  readonly scores?: Float64Array;
  /** The shift that a batch should show. */
  readonly shift?: StatedShift;
  /** Power against that shift below which a batch without an alarm says nothing. */
  readonly leastPower?: number;
  /** Power at which the needed number of rows is given. */
  readonly wantedPower?: number;
}

/** Fewer rows than this, in the batch or in the reference, are never judged. */
export const leastRows = 20;

/** Part of the false alarms that the tests of gaps may use up: a changed missing rate shows even at a strict level. */
const gapShare = 0.1;

/**
 * Judges whether a batch comes from the distribution of a reference. Each column has a test of its values and one
 * of its gaps; the share of clean batches that may alarm is divided among the tests (Bonferroni), which holds
 * however the columns depend on each other. The same input gives the same report.
 *
 * "not enough data" is the verdict on fewer than 20 rows of either, and on a batch that raises no alarm but would not show the
 * stated shift of some column with the least power either: silence says nothing then, while an alarm still does.
 */
export function compareBatch(
  reference: DriftReference,
  table: TypedTable,
  schema: DatasetSchema,
  options: CompareOptions = {},
): DriftReport {
  const { shift = defaultShift, leastPower = 0.5, wantedPower = 0.8 } = options;
  const rate = falseAlarmRate(options.budget ?? defaultBudget);
  const { pairs, notCompared } = pairColumns(reference, driftColumns(table, schema, options.scores));
  const valueTests = pairs.filter(([{ type }]) => type !== 'gaps').length;
  const perTest = {
    values: ((1 - gapShare) * rate) / Math.max(1, valueTests),
    gaps: (gapShare * rate) / Math.max(1, pairs.length),
  };
  const judged = Math.min(table.rows, reference.rows) >= leastRows;
  const columns = pairs
    .map(([known, { data }]) => compareColumn(known, data, { perTest, shift, judged }))
    .toSorted(bySeverity);

  const testable = columns.filter(({ test }) => test !== 'none');
  const weakest = testable.toSorted((left, right) => left.power - right.power)[0];
  const alarm = columns.some((column) => column.alarm || column.missing.alarm);
  const enough = judged && (alarm || (weakest !== undefined && weakest.power >= leastPower));
  const cells = pairs.flatMap(([known]) => (known.type === 'gaps' || known.present === 0 ? [] : [known]));
  return {
    verdict: alarm ? 'drift' : enough ? 'no drift' : 'not enough data',
    enough,
    alarm,
    rows: { reference: reference.rows, batch: table.rows },
    falseAlarmRate: rate,
    tests: valueTests + pairs.length,
    perTest,
    columns,
    notCompared,
    power: {
      shift,
      weakest: weakest?.power ?? 0,
      weakestColumn: weakest?.name ?? null,
      wanted: wantedPower,
      rowsNeeded: cells.length === 0 ? null : rowsNeeded(cells, wantedPower, perTest.values, shift),
    },
  };
}

/** Each column of the reference with that of the batch; one that changed its type cannot be compared. */
function pairColumns(reference: DriftReference, columns: readonly DriftColumn[]) {
  const pairs: [ColumnReference, DriftColumn][] = [];
  const notCompared: string[] = [];
  for (const known of reference.columns) {
    const column = columns.find(({ name, role }) => name === known.name && role === known.role);
    const comparable =
      column !== undefined && (known.type !== 'numbers' || column.data instanceof Float64Array);
    if (comparable) pairs.push([known, column]);
    else notCompared.push(known.name);
  }
  return { pairs, notCompared };
}

function bySeverity(left: ColumnDrift, right: ColumnDrift): number {
  const alarms = (column: ColumnDrift) => Number(column.alarm || column.missing.alarm);
  const gap = ({ missing }: ColumnDrift) => Math.abs(missing.batch - missing.reference);
  const size = (column: ColumnDrift) => Math.max(column.distance, gap(column));
  return alarms(right) - alarms(left) || size(right) - size(left);
}
