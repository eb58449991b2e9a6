import type { Config, MetricName, Metrics } from '@rampart/core';
import { isLoss } from '@rampart/core/internal';
import { z } from 'zod';
import { type BundleIdentity, isSameBundle } from '../production/bundle-identity.ts';

/** Whether a candidate may go into production, and why. */
export const verdict = z.object({
  accepted: z.boolean(),
  /** Whether it is what is in production already, so that there is nothing to accept. */
  unchanged: z.boolean(),
  reasons: z.array(z.string()),
});
export type Verdict = z.infer<typeof verdict>;

/** The model in production, on the same holdout rows; metrics are null where it cannot read them. */
export interface Champion extends BundleIdentity {
  readonly version: string;
  /** false: it was trained under another split, and may have been trained on rows of this holdout. */
  readonly sameSplit: boolean;
  readonly metrics: Metrics | null;
}

/**
 * Judges a candidate: there must be no doubts that it is of use, and it must meet every declared minimum and beat the
 * champion where there is one.
 */
export function judge(
  candidate: BundleIdentity & { readonly metrics: Metrics },
  champion: Champion | null,
  { minimum, compareBy }: Pick<Config['evaluation'], 'minimum' | 'compareBy'>,
  doubts: readonly string[] = [],
): Verdict {
  const short = (Object.entries(minimum) as [MetricName, number][])
    .filter(([name, bound]) => !meets(candidate.metrics[name], name, bound))
    .map(([name, bound]) => `${name} is ${show(candidate.metrics[name])}, the declared minimum is ${bound}`);
  if (doubts.length + short.length > 0) return judged(false, [...doubts, ...short]);
  if (champion === null) return judged(true, ['no version is in production yet']);
  const production = `version ${champion.version} in production`;
  if (champion.modelDigest === candidate.modelDigest) {
    const same = `it is the same model as ${production}`;
    // What the threshold is for is a setting: no metric tells whether a new wish is better than the old one.
    return isSameBundle(champion, candidate)
      ? { accepted: false, unchanged: true, reasons: [same] }
      : judged(true, [`${same}, with the threshold and review band of the present settings`]);
  }
  if (champion.metrics === null) {
    return judged(true, [`${production} cannot read these rows, so there is nothing to compare with`]);
  }
  const [mine, theirs] = [candidate.metrics[compareBy], champion.metrics[compareBy]];
  const better = mine !== null && (theirs === null || (isLoss(compareBy) ? mine < theirs : mine > theirs));
  return judged(better, [
    `${compareBy} is ${show(mine)}, that of ${production} on the same rows ${show(theirs)}`,
    ...(champion.sameSplit
      ? []
      : [
          `${production} was trained under another split: it may have seen some of these rows, which flatters it`,
        ]),
  ]);
}

function judged(accepted: boolean, reasons: readonly string[]): Verdict {
  return { accepted, unchanged: false, reasons: [...reasons] };
}

function meets(value: number | null, name: MetricName, bound: number): boolean {
  return value !== null && (isLoss(name) ? value <= bound : value >= bound);
}

function show(value: number | null): string {
  return value === null ? 'undefined' : value.toFixed(4);
}
