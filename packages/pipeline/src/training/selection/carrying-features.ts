import type { LossRise } from './permute-features.ts';
import type { SuspectFeature } from './suspect-features.ts';

/** Features like a clock or an identifier, and how much of what a model knows it knows from them. */
export interface CarryingFeature {
  /** One, or all that look like clocks together: what one of them tells the others may tell as well. */
  readonly features: string[];
  readonly looksLike: SuspectFeature['looksLike'];
  readonly why: string;
  /** From 0 to 1: of what the model saves over the prior out of fold, how much is gone once their values are permuted. */
  readonly share: number;
}

/** The features to permute: each that looks like a clock or an identifier alone, then all clocks together. */
export function suspectSets(suspects: readonly SuspectFeature[]): (readonly SuspectFeature[])[] {
  const clocks = suspects.filter(({ looksLike }) => looksLike === 'clock');
  return [...suspects.map((one) => [one]), ...(clocks.length > 1 ? [clocks] : [])];
}

/** Such features with what is gone of `saved`, which a model saves in nats a row, once they are permuted. */
export function carryingFeatures(
  sets: readonly (readonly SuspectFeature[])[],
  saved: number,
  riseOf: (set: readonly SuspectFeature[]) => LossRise,
): CarryingFeature[] {
  if (saved <= 0) return [];
  return sets.map((some) => ({
    features: some.map(({ name }) => name),
    looksLike: some[0]!.looksLike,
    why: some.length === 1 ? some[0]!.why : 'they look like clocks',
    share: Math.min(1, Math.max(0, riseOf(some).logLoss / saved)),
  }));
}
