import type { Random } from '@rampart/core';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { type CarryingFeature, carryingFeatures, suspectSets } from './carrying-features.ts';
import type { OutOfFold } from './out-of-fold.ts';
import { type LossRise, permuteFeatures } from './permute-features.ts';
import type { PriorGain } from './prior.ts';
import type { LabelledRows } from './row-losses.ts';
import type { Selection } from './select-candidate.ts';
import { type SuspectFeature, suspectFeatures } from './suspect-features.ts';

/** What a model knows from which feature, on rows that it has not seen. */
export interface JudgedFeatures {
  /** Features like a clock or an identifier, with what the model knows from them; none where it knows next to nothing. */
  readonly carriers: readonly CarryingFeature[];
  /** How many rows were scored for importance; 0 where it was not wanted. */
  readonly rows: number;
  /** For each encoded column how much the loss rises once it is permuted; null for those that were not. */
  readonly rises: readonly (LossRise | null)[];
}

/** Features that are permuted one by one: of a wide table the first ones, since each takes a pass over the rows. */
export const mostPermuted = 200;

/** A saving of fewer standard errors may be none, and a part of none says nothing. */
const beyondChance = 2;

/**
 * Permutes features among rows that the model has not seen: each one where `importance` is wanted, and always those
 * that look like clocks or identifiers.
 */
export async function judgeFeatures(
  selection: Pick<Selection, 'chosen' | 'blend'>,
  outOfFold: OutOfFold,
  rows: EncodedRows & LabelledRows,
  {
    gain,
    importance,
    random,
  }: { readonly gain: PriorGain; readonly importance: boolean; readonly random: Random },
): Promise<JudgedFeatures> {
  const knows = gain.logLoss > beyondChance * gain.standardError;
  const suspects = suspectSets(knows ? suspectFeatures(rows) : []);
  const each = importance ? rows.encoding.slice(0, mostPermuted).map((_, column) => [column]) : [];
  // A suspect by itself is a feature like any other: no set is scored twice.
  const sets = new Map([...each, ...suspects.map(columnsOf)].map((set) => [set.join(), set]));
  if (sets.size === 0) return { carriers: [], rows: 0, rises: rows.encoding.map(() => null) };
  const permuted = await permuteFeatures(selection, outOfFold, rows, [...sets.values()], random);
  const rises = new Map([...sets.keys()].map((key, at) => [key, permuted.rises[at]!]));
  return {
    carriers: carryingFeatures(suspects, permuted.saved, (set) => rises.get(columnsOf(set).join())!),
    rows: importance ? permuted.rows : 0,
    rises: rows.encoding.map((_, column) => (importance ? (rises.get(String(column)) ?? null) : null)),
  };
}

function columnsOf(suspects: readonly SuspectFeature[]): number[] {
  return suspects.map(({ column }) => column);
}
