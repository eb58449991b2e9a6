import type { Random } from '@rampart/core';
import type { NetworkSettings } from '@rampart/core/internal';
import { balanceTransformed } from '../../balance/balance-transformed.ts';
import { classCounts, classTotals, rowWeights } from '../../balance/class-balance.ts';
import { impliedCounts } from '../../balance/implied-counts.ts';
import { type FitHooks, fitNetwork, type NetworkFit } from './fit-network.ts';
import { networkLogits } from './predict-network.ts';
import { restorePriors } from './restore-priors.ts';
import type { TrainingData } from './training-data.ts';

/** The rows a network is trained on, and those that early stopping watches. */
export interface NetworkSides {
  readonly data: TrainingData;
  readonly validation?: TrainingData;
}

/**
 * Trains a network whose logits are about the table's own class shares, whether or not classes were weighted, got
 * further rows or lost some. Early stopping weighs the classes of its rows as training does, but sees all of them and
 * no synthetic one.
 */
export async function fitBalanced(
  { data, validation }: NetworkSides,
  settings: NetworkSettings,
  { random, ...hooks }: FitHooks & { readonly random: Random },
): Promise<NetworkFit> {
  const { classWeights } = settings;
  const { rows, totals } = await balanceTransformed(data, settings, random, hooks.signal);
  const { targets, classes, weights } = rows;
  const balanced = classWeights !== 'none' || rows !== data;
  if (!balanced && weights === undefined) {
    return fitNetwork(data, validation, settings, random, hooks);
  }
  const before = classTotals(data.targets, classes, data.weights);
  const { balance, counted } = classCounts(before, totals, classWeights);
  const { history, ...network } = await fitNetwork(
    { ...rows, weights: rowWeights(targets, balance, weights) },
    validation && { ...validation, weights: rowWeights(validation.targets, counted, validation.weights) },
    settings,
    random,
    hooks,
  );
  if (!balanced) return { ...network, history };
  const restored = restorePriors(network, counted);
  return { ...restorePriors(restored, impliedCounts(networkLogits(restored, data), data)), history };
}
