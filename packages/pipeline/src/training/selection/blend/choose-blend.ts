import type { Candidate } from '@rampart/core';
import { outputUnits, targetsOf } from '../../learners/class-logits.ts';
import { type JudgedFolds, rowLosses } from '../row-losses.ts';
import { excess } from '../search/compare-candidates.ts';
import { fitWeights } from './fit-weights.ts';

/** How the logits of a candidate's members are averaged: weights that are not negative, with the sum 1. */
export interface Blend {
  /** In the model: fitted on the rows of all folds. */
  readonly weights: readonly number[];
  /** For the rows of each fold: fitted on those of the other folds. */
  readonly held: readonly (readonly number[])[];
}

/** When weights are fitted. */
export type BlendSetting = NonNullable<Candidate['blend']>;

/** The out-of-fold logits of a candidate, row-major [rows × outputs]. */
export interface BlendedLogits {
  /** Of each of its members. */
  readonly members: readonly Float64Array[];
  /** Of the members' mean, with equal weights where there is no blend. */
  mean(blend?: Blend): Float64Array;
}

/**
 * The weights of a candidate's members; undefined where they count the same. Left the choice (`auto`), they count the
 * same unless fitted weights lower the loss of rows that these were not fitted on: on their own rows they would always
 * win. One standard error is not asked for, since a simpler candidate has one in its favour already.
 */
export function chooseBlend(
  setting: BlendSetting,
  logits: BlendedLogits,
  rows: JudgedFolds,
): Blend | undefined {
  if (setting === 'equal' || logits.members.length === 1) return undefined;
  const blend = fitBlend(logits.members, rows);
  if (setting === 'fitted') return blend;
  const losses = (of?: Blend) => rowLosses(logits.mean(of), rows);
  return excess(losses(), losses(blend), rows).mean > 0 ? blend : undefined;
}

function fitBlend(
  members: readonly Float64Array[],
  { labels, classes, positive, weights, fold, folds }: JudgedFolds,
): Blend {
  const outputs = outputUnits(classes);
  const targets = targetsOf(labels, classes, positive);
  const fit = (some?: ArrayLike<number>) => fitWeights({ members, outputs, targets, weights: some });
  return {
    weights: fit(weights),
    held: Array.from({ length: folds }, (_, held) =>
      fit(Float64Array.from(fold, (own, row) => (own === held ? 0 : (weights?.[row] ?? 1)))),
    ),
  };
}

/** The members of a candidate that its model has, and by which weights it averages them; none where they count the same. */
export function keptMembers<T>(
  members: readonly T[],
  blend: Blend | undefined,
): { readonly members: readonly T[]; readonly weights?: readonly number[] } {
  if (blend === undefined) return { members };
  const kept = members.filter((_, at) => blend.weights[at]! > 0);
  const weights = blend.weights.filter((weight) => weight > 0);
  return weights.every((weight) => weight === weights[0]) ? { members: kept } : { members: kept, weights };
}
