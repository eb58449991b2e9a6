import type { Random } from '@rampart/core';
import { classShares } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { groupedMean } from './grouped-mean.ts';
import { rowLosses, takeFolds } from './row-losses.ts';
import type { Selection } from './select-candidate.ts';
import type { OutOfFold } from './out-of-fold.ts';
import type { PriorGain } from './prior.ts';
import { type SuspectFeature, suspectFeatures } from './suspect-features.ts';

/** Features like a clock or an identifier, and how much of what a model knows it knows from them. */
export interface CarryingFeature {
  /** One, or all that look like clocks together: what one of them tells the others may tell as well. */
  readonly features: string[];
  readonly looksLike: SuspectFeature['looksLike'];
  readonly why: string;
  /** From 0 to 1: of what the model saves over the prior out of fold, how much is gone once their values are permuted. */
  readonly share: number;
}

/** A saving of fewer standard errors may be none, and a part of none says nothing. */
const beyondChance = 2;

/**
 * Permutes the features that look like clocks or identifiers among rows that the model has not seen, and scores these
 * again; a table without such features costs no scoring. Losses are taken after division by the temperature that
 * suits them, so that what is counted is what the model still knows, and not how sure it is of the rest.
 */
export async function carryingFeatures(
  { chosen, blend }: Pick<Selection, 'chosen' | 'blend'>,
  outOfFold: OutOfFold,
  rows: EncodedRows & { readonly groups: Int32Array },
  {
    fold,
    folds,
    gain,
    random,
  }: { readonly fold: Int32Array; readonly folds: number; readonly gain: PriorGain; readonly random: Random },
): Promise<CarryingFeature[]> {
  if (gain.logLoss <= beyondChance * gain.standardError) return [];
  const suspects = suspectFeatures(rows);
  if (suspects.length === 0) return [];
  const clocks = suspects.filter(({ looksLike }) => looksLike === 'clock');
  const tried = [...suspects.map((one) => [one]), ...(clocks.length > 1 ? [clocks] : [])];
  const edits = [
    { missing: [] },
    ...tried.map((some) => ({
      permuted: some.map(({ column }) => column),
      seed: random.fork(some.map(({ name }) => name).join()).seed,
    })),
  ];
  const judged = takeFolds(rows, fold, folds);
  const losses = (await outOfFold.editedLogits(chosen, chosen.members, edits, { blend })).map(
    (logits) => groupedMean(rowLosses(logits, judged), judged).mean,
  );
  const [own, ...edited] = losses;
  const saved = entropy(classShares(judged)) - own!;
  if (saved <= 0) return [];
  return tried.map((some, at) => ({
    features: some.map(({ name }) => name),
    looksLike: some[0]!.looksLike,
    why: some.length === 1 ? some[0]!.why : 'they look like clocks',
    share: Math.min(1, Math.max(0, (edited[at]! - own!) / saved)),
  }));
}

function entropy(shares: Float64Array): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}
