import type { Candidate, Config } from '@rampart/core';
import type { NetworkSettings } from './fit-network.ts';

/** A candidate with every setting resolved. */
export interface CandidateSettings extends NetworkSettings {
  readonly name: string;
}

/** A candidate and how the columns become its inputs. */
export interface Trial {
  readonly candidate: CandidateSettings;
  readonly transformation: Config['transformation'];
  /** Whether the search drew it; those of the configuration are tried on every fold. */
  readonly drawn: boolean;
}

/** The candidates of the configuration in order. */
export function fixedTrials({
  training,
  transformation,
}: Pick<Config, 'training' | 'transformation'>): Trial[] {
  return training.candidates.map((candidate) => ({
    candidate: resolveCandidate(candidate, training),
    transformation: { ...transformation, ...(candidate.numeric && { numeric: candidate.numeric }) },
    drawn: false,
  }));
}

/** A candidate with the training section's values where it names none. */
export function resolveCandidate(candidate: Candidate, training: Config['training']): CandidateSettings {
  return {
    name: candidate.name,
    hidden: candidate.hidden,
    dropout: candidate.dropout,
    inputDropout: candidate.inputDropout,
    members: candidate.members,
    seeds: candidate.seeds,
    activation: candidate.activation,
    normalization: candidate.normalization,
    residual: candidate.residual,
    schedule: training.schedule,
    clipNorm: training.clipNorm,
    kernel: training.kernel,
    focal: training.focal,
    groupDropout: training.groupDropout,
    epochs: candidate.epochs ?? training.epochs,
    batchSize: candidate.batchSize ?? training.batchSize,
    learningRate: candidate.learningRate ?? training.learningRate,
    weightDecay: candidate.weightDecay ?? training.weightDecay,
    labelSmoothing: training.labelSmoothing,
    patience: training.patience,
    minimumSteps: training.minimumSteps,
    maximumSteps: training.maximumSteps,
  };
}
