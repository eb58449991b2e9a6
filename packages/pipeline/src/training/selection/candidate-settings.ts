import type { CandidateNetwork, Config } from '@rampart/core';
import type { Encoding } from '@rampart/core/tensor';
import type { NetworkSettings } from '../learners/network/fit-network.ts';

/** A candidate with every setting resolved. */
export interface CandidateSettings extends NetworkSettings {
  readonly name: string;
}

/** A network to train and how the columns become its inputs. */
export interface TrialBranch {
  readonly candidate: CandidateSettings;
  readonly transformation: Config['transformation'];
}

/** A model to try. */
export interface Trial extends TrialBranch {
  /** Further networks, whose logits are averaged with its own. */
  readonly beside: readonly TrialBranch[];
  /** Whether the search drew it; those of the configuration are tried on every fold. */
  readonly drawn: boolean;
}

/** The candidates of the configuration in order, without those that need what the columns are not. */
export function fixedTrials(
  { training, transformation }: Pick<Config, 'training' | 'transformation'>,
  encoding: Encoding,
): Trial[] {
  const numbers = encoding.some(({ type }) => type === 'number');
  const suited = training.candidates.filter(({ needs }) => needs === 'nothing' || numbers);
  const branch = (name: string, network: CandidateNetwork): TrialBranch => ({
    candidate: resolveCandidate(name, network, training),
    transformation: { ...transformation, ...(network.numeric && { numeric: network.numeric }) },
  });
  return (suited.length > 0 ? suited : training.candidates).map(({ name, beside, ...network }) => ({
    ...branch(name, network),
    beside: beside.map((other) => branch(name, other)),
    drawn: false,
  }));
}

/** All networks of a trial. */
export function branchesOf({ candidate, transformation, beside }: Trial): readonly TrialBranch[] {
  return [{ candidate, transformation }, ...beside];
}

/** A network with the training section's values where it names none. */
export function resolveCandidate(
  name: string,
  candidate: CandidateNetwork,
  training: Config['training'],
): CandidateSettings {
  return {
    name,
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
