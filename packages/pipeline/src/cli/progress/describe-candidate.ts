import { type ChartSeries, lineChart } from './line-chart.ts';
import type { CandidateProgress } from './training-board.ts';

/** Where a candidate is: `fold 2 of 4, epoch 12 of 20, loss 0.1123`. */
export function describeCandidate({ latest }: CandidateProgress): string {
  const { fold, folds, epoch, epochs, loss, validationLoss } = latest;
  return [
    ...(fold === null ? [] : [`fold ${fold} of ${folds}`]),
    `epoch ${epoch} of ${epochs}`,
    `loss ${loss.toFixed(4)}`,
    ...(validationLoss === undefined ? [] : [`validation loss ${validationLoss.toFixed(4)}`]),
  ].join(', ');
}

/** The loss curves of candidates in one chart, with those on validation rows where there is one candidate only. */
export function chartCandidates(
  candidates: readonly CandidateProgress[],
  { columns, colors }: { readonly columns: number; readonly colors: boolean },
): string {
  const series = candidates.flatMap((one): ChartSeries[] => [
    { name: one.name, values: one.losses },
    ...(candidates.length === 1 ? [{ name: 'validation', values: one.validationLosses }] : []),
  ]);
  return lineChart(series, { width: Math.min(100, columns - 1), height: 10, colors });
}
