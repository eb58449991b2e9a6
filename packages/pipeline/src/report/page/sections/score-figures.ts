import { shortShare } from '../../../data-report/html/figures.ts';

/** A metric of the holdout; the bounds are null where the rows are too few for any. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A metric in four digits, a dash where it is undefined. */
export function score(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

/** Between what most resamples lie; empty where nothing can be said. */
export function interval({ low, high }: Estimate): string {
  return low === null || high === null ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

/** Ticks of a share from 0 to 1. */
export const shareTicks = { ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: shortShare };
