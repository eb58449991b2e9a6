import { type CandidateNetwork, type Config, networksOf } from '@rampart/core';
import type { Encoding } from '@rampart/core/tensor';
import type { NetworkSettings } from '../learners/network/fit-network.ts';

/** A candidate with every setting resolved. */
export interface CandidateSettings extends NetworkSettings {
  readonly name: string;
}

/** A network to train and how the columns become its inputs. */
export interface TrialBranch {
  /** What its random numbers come from: networks of one name are one, wherever they are trained. */
  readonly network: string;
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
  return (suited.length > 0 ? suited : training.candidates).map((one) => {
    const [first, ...beside] = networksOf(one).map(
      ({ name, network }): TrialBranch => ({
        network: name,
        candidate: resolveCandidate(one.name, network, training),
        transformation: { ...transformation, ...(network.numeric && { numeric: network.numeric }) },
      }),
    );
    return { ...first!, beside, drawn: false };
  });
}

/** All networks of a trial. */
export function branchesOf({ network, candidate, transformation, beside }: Trial): readonly TrialBranch[] {
  return [{ network, candidate, transformation }, ...beside];
}

/**
 * A key for each of the networks whose logits are averaged, which nothing but its name and its number among those of
 * the same name decides: what is drawn at random for it does not change with its settings.
 */
export function networkKeys(branches: readonly TrialBranch[]): string[] {
  return branches.map(({ network }, at) => {
    const before = branches.slice(0, at).filter((other) => other.network === network).length;
    return `${network}/${before + 1}`;
  });
}

/** The key of the network for rows that lack feature groups, whose first network for complete rows has that key. */
export function partialKey(first: string): string {
  return `${first}, incomplete rows`;
}

/** A network with the training section's values where it names none. */
export function resolveCandidate(
  name: string,
  candidate: Omit<CandidateNetwork, 'as'>,
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
