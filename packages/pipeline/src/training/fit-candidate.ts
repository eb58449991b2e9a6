import type { Config, Random } from '@rampart/core';
import { balancedClassWeights, classTotals, restorePriors, rowWeights } from './class-balance.ts';
import { fitCopies } from './fit-copies.ts';
import type { FitHooks, FittedNetwork, NetworkSettings } from './fit-network.ts';
import { oversample } from './oversample.ts';
import type { TrainingData } from './training-data.ts';

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
 * further rows. Early stopping weighs the classes of its rows as training does, but sees no synthetic row.
 */
export async function fitCandidate(
  { data, validation }: CandidateRows,
  settings: NetworkSettings,
  { classWeights, oversampling, random, ...hooks }: CandidateOptions,
): Promise<FittedNetwork> {
  const rows = oversampling ? oversample(data, oversampling, random.fork('oversampling')) : data;
  const { targets, classes, weights } = rows;
  if (classWeights === 'none' && rows === data && weights === undefined) {
    return fitCopies(data, validation, settings, random, hooks);
  }
  const totals = classTotals(targets, classes, weights);
  const balance = classWeights === 'balanced' ? balancedClassWeights(totals) : totals.map(() => 1);
  const before = classTotals(data.targets, classes, data.weights);
  // How many times what it does in the table each class counts.
  const counted = balance.map((weight, k) => (before[k]! > 0 ? (weight * totals[k]!) / before[k]! : 1));
  const network = await fitCopies(
    { ...rows, weights: rowWeights(targets, balance, weights) },
    validation && { ...validation, weights: rowWeights(validation.targets, counted, validation.weights) },
    settings,
    random,
    hooks,
  );
  return restorePriors(network, counted);
}
