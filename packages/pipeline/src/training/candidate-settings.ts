import type { Config } from '@rampart/core';
import type { NetworkSettings } from './fit-network.ts';

/** A candidate with every setting resolved. */
export interface CandidateSettings extends NetworkSettings {
  readonly name: string;
}

/** The candidates in order, with the training section's values where a candidate names none. */
export function candidateSettings(training: Config['training']): CandidateSettings[] {
  return training.candidates.map((candidate) => ({
    name: candidate.name,
    hidden: candidate.hidden,
    dropout: candidate.dropout,
    epochs: candidate.epochs ?? training.epochs,
    batchSize: candidate.batchSize ?? training.batchSize,
    learningRate: candidate.learningRate ?? training.learningRate,
    weightDecay: candidate.weightDecay ?? training.weightDecay,
    labelSmoothing: training.labelSmoothing,
    patience: training.patience,
    minimumSteps: training.minimumSteps,
  }));
}
