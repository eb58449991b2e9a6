import { type Config, membersOf, networkFamily, type NetworkSettings } from '@rampart/core';
import type { Encoding } from '@rampart/core/tensor';
import type { FitSettings } from '../learners/network/fit-network.ts';

/** A candidate with every setting resolved. */
export interface CandidateSettings extends FitSettings {
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
  config: Pick<Config, 'training' | 'transformation'>,
  encoding: Encoding,
): Trial[] {
  const { candidates } = config.training;
  const numbers = encoding.some(({ type }) => type === 'number');
  const suited = candidates.filter(({ needs }) => needs === 'nothing' || numbers);
  return (suited.length > 0 ? suited : candidates).map((one) => {
    const [first, ...beside] = membersOf(one).map(({ name, settings }) =>
      branchOf(one.name, name, networkFamily.resolve(settings as never, config), config),
    );
    return { ...first!, beside, drawn: false };
  });
}

/** A network of a candidate. */
export function branchOf(
  candidate: string,
  network: string,
  settings: NetworkSettings,
  { training: { groupDropout } }: Pick<Config, 'training'>,
): TrialBranch {
  const { transformation, classWeights: _, oversampling: __, ...rest } = settings;
  return { network, candidate: { ...rest, groupDropout, name: candidate }, transformation };
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
