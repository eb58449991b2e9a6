import type { Random } from '@rampart/core';
import { balancedClassWeights, restorePriors, rowWeights } from './class-balance.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { type EpochRecord, type FittedNetwork, fitNetwork, type NetworkSettings } from './fit-network.ts';
import type { TrainingData } from './training-data.ts';

/** The rows one network is trained on, with their labels and as transformed, and those that early stopping watches. */
export interface CandidateRows {
  readonly labelled: Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'>;
  readonly data: TrainingData;
  readonly validation?: TrainingData;
}

/** What all networks of one run have in common. */
export interface CandidateOptions {
  readonly classWeights: 'none' | 'balanced';
  readonly random: Random;
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Trains a network whose logits are about the table's own class shares, whether or not classes were weighted. */
export async function fitCandidate(
  { labelled, data, validation }: CandidateRows,
  settings: NetworkSettings,
  { classWeights, random, onEpoch, signal }: CandidateOptions,
): Promise<FittedNetwork> {
  const { labels, classes, positive, weights } = labelled;
  if (classWeights === 'none' && weights === undefined) {
    return fitNetwork(data, validation, settings, random, onEpoch, signal);
  }
  const balance =
    classWeights === 'balanced'
      ? balancedClassWeights(labels, classes, weights)
      : new Float64Array(classes).fill(1);
  const weighted = { ...data, weights: rowWeights(labels, balance, weights) };
  const network = await fitNetwork(weighted, validation, settings, random, onEpoch, signal);
  return restorePriors(network, balance, positive);
}
