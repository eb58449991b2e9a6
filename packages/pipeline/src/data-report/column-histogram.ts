import type { ColumnData } from '@rampart/core';
import { type ColumnReference, isMissing } from '@rampart/core/internal';
import type { ColumnHistogram, HistogramSeries } from './data-report.ts';
import { binOf, type HistogramBins, histogramBins } from './histogram-bins.ts';

/** The rows of a column by class: class numbers, and the names they stand for. */
export interface ClassLabels {
  readonly numbers: Int32Array;
  readonly names: readonly string[];
}

/**
 * How a column is distributed by class and, where there is a reference, in the batch and in the reference; every
 * series over the same bins. null for a column that is not counted by its values, such as an identifier, or empty.
 */
export function columnHistogram(
  data: ColumnData,
  batch: ColumnReference,
  { reference, labels }: { readonly reference: ColumnReference | null; readonly labels: ClassLabels | null },
): ColumnHistogram | null {
  if (batch.type === 'gaps' || batch.present === 0) return null;
  const comparable = reference !== null && reference.type !== 'gaps' && reference.present > 0;
  const bins = histogramBins(batch, comparable ? reference : null, extremesOf(data));
  if (bins === null) return null;
  const series = {
    byClass: (labels?.names ?? []).map((name, number) =>
      seriesOf(name, data, bins, (row) => labels!.numbers[row] === number),
    ),
    bySplit: [
      seriesOf('batch', data, bins, () => true),
      ...(comparable ? [referenceSeries(reference, bins)] : []),
    ],
  };
  return bins.type === 'numbers'
    ? { type: 'numbers', edges: [...bins.edges], ...series }
    : { type: 'values', labels: [...bins.labels], ...series };
}

function seriesOf(
  name: string,
  data: ColumnData,
  bins: HistogramBins,
  belongs: (row: number) => boolean,
): HistogramSeries {
  const counts = emptyCounts(bins);
  let rows = 0;
  for (let row = 0; row < data.length; row++) {
    const cell = data[row]!;
    if (isMissing(cell) || !belongs(row)) continue;
    counts[binOf(bins, cell!)]!++;
    rows++;
  }
  return { name, rows, counts };
}

/** A reference keeps cells, not rows: each counts where the mean of its values lies. */
function referenceSeries(reference: ColumnReference, bins: HistogramBins): HistogramSeries {
  const counts = emptyCounts(bins);
  if (reference.type === 'numbers') {
    for (const [cell, count] of reference.counts.entries()) {
      if (count > 0) counts[binOf(bins, reference.means[cell]!)]! += count;
    }
  } else if (reference.type === 'values') {
    for (const { value, count } of reference.values) counts[binOf(bins, value)]! += count;
    counts[counts.length - 1]! += reference.other;
  }
  return { name: 'reference', rows: reference.present, counts };
}

function extremesOf(data: ColumnData): number[] {
  if (!(data instanceof Float64Array)) return [];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [];
}

function emptyCounts(bins: HistogramBins): number[] {
  return new Array<number>(bins.type === 'numbers' ? bins.edges.length - 1 : bins.labels.length).fill(0);
}
