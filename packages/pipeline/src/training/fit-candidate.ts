import type { Config, Random } from '@rampart/core';
import { balancedClassWeights, classTotals, restorePriors, rowWeights } from './balance/class-balance.ts';
import {
  type FitHooks,
  type FitSettings,
  type FittedNetwork,
  fitNetwork,
} from './learners/network/fit-network.ts';
import { oversample } from './balance/oversample.ts';
import type { TrainingData } from './learners/network/training-data.ts';

/** The rows one network is trained on, and those that early stopping watches. */
export interface CandidateRows {
  readonly data: TrainingData;
  readonly validation?: TrainingData;
}

/** What all networks of one run have in common. */
export interface CandidateOptions extends FitHooks {
  readonly classWeights: 'none' | 'balanced';
  readonly oversampling?: Config['training']['oversampling'] | undefined;
  readonly random: Random;
}

/**
 * Trains a network whose logits are about the table's own class shares, whether or not classes were weighted or got
 * further rows. All feature groups of all rows are there: rows that lack some have a network of their own.
 */
export function fitCandidate(
  { data, validation }: CandidateRows,
  settings: FitSettings,
  options: CandidateOptions,
): Promise<FittedNetwork> {
  const { absences: _, ...complete } = data;
  return fitBalanced({ data: complete, ...(validation && { validation }) }, settings, options);
}

/**
 * Whether rows that lack some of the feature groups, undefined where there are none, have a network of their own: a
 * single one would pay for them with what it knows of complete rows.
 */
export function hasPartial(groups: unknown, { groupDropout }: Pick<FitSettings, 'groupDropout'>): boolean {
  return groups !== undefined && groupDropout > 0;
}

/** Trains the network for rows that lack feature groups. */
export function fitPartial(
  data: TrainingData,
  settings: FitSettings,
  options: CandidateOptions,
): Promise<FittedNetwork> {
  return fitBalanced({ data }, settings, { ...options, initial: undefined });
}

/** Early stopping weighs the classes of its rows as training does, but sees no synthetic row. */
async function fitBalanced(
  { data, validation }: CandidateRows,
  settings: FitSettings,
  { classWeights, oversampling, random, ...hooks }: CandidateOptions,
): Promise<FittedNetwork> {
  const rows = oversampling ? oversample(data, oversampling, random.fork('oversampling')) : data;
  const { targets, classes, weights } = rows;
  if (classWeights === 'none' && rows === data && weights === undefined) {
    return fitNetwork(data, validation, settings, random, hooks);
  }
  const totals = classTotals(targets, classes, weights);
  const balance = classWeights === 'balanced' ? balancedClassWeights(totals) : totals.map(() => 1);
  const before = classTotals(data.targets, classes, data.weights);
  // How many times what it does in the table each class counts.
  const counted = balance.map((weight, k) => (before[k]! > 0 ? (weight * totals[k]!) / before[k]! : 1));
  const network = await fitNetwork(
    { ...rows, weights: rowWeights(targets, balance, weights) },
    validation && { ...validation, weights: rowWeights(validation.targets, counted, validation.weights) },
    settings,
    random,
    hooks,
  );
  return restorePriors(network, counted);
}
