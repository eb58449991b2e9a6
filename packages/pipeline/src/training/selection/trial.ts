import type { Config } from '@rampart/core';
import { membersOf } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { type Learner, learnerOf } from '../learners/learner.ts';

/** A member to train. */
export interface TrialMember {
  readonly name: string;
  /**
   * What all that is drawn at random for it comes from: its name, with its number among those of that name in one
   * ensemble. Members of one key are one member, wherever they are trained.
   */
  readonly key: string;
  readonly family: string;
  /** All that its family wants to know, with nothing left to be filled in. */
  readonly settings: unknown;
}

/** A model to try. */
export interface Trial {
  readonly name: string;
  /** Their logits are averaged. */
  readonly members: readonly TrialMember[];
  /** Those whose averaged logits answer rows that lack feature groups; none where the others do that too. */
  readonly incomplete: readonly TrialMember[];
  /** Whether the search drew it; those of the configuration are tried on every fold. */
  readonly drawn: boolean;
}

/** What trials are made with. */
export interface TrialOptions extends Pick<EncodedRows, 'encoding' | 'featureGroups'> {
  readonly config: Pick<Config, 'training' | 'transformation'>;
  readonly learners: readonly Learner[];
}

/** A trial of these members. */
export function trialOf(
  name: string,
  members: readonly TrialMember[],
  drawn: boolean,
  options: TrialOptions,
): Trial {
  return { name, members, incomplete: incompleteOf(members, options), drawn };
}

/** The first member's own kind is enough for incomplete rows: averaging would cost more than such rows gain. */
function incompleteOf(
  [first]: readonly TrialMember[],
  { featureGroups, config, learners }: TrialOptions,
): TrialMember[] {
  if (first === undefined || featureGroups === undefined) return [];
  const { name, key, family } = first;
  const settings = learnerOf(learners, family).family.incomplete(first.settings, config);
  if (settings === null) return [];
  return [{ name, key: `${key}, incomplete rows`, family, settings }];
}

/** The candidates of the configuration in order, without those that need what the columns are not. */
export function fixedTrials(options: TrialOptions): Trial[] {
  const { encoding, config, learners } = options;
  const { candidates } = config.training;
  const numbers = encoding.some(({ type }) => type === 'number');
  const suited = candidates.filter(({ needs }) => needs === 'nothing' || numbers);
  return (suited.length > 0 ? suited : candidates).map((candidate) => {
    const named = membersOf(candidate);
    const members = named.map(({ name, family, settings }, at): TrialMember => {
      const number = named.slice(0, at + 1).filter((other) => other.name === name).length;
      const resolved = learnerOf(learners, family).family.resolve(settings, config);
      return { name, key: memberKey(name, number), family, settings: resolved };
    });
    return trialOf(candidate.name, members, false, options);
  });
}

/** The key of a member that is number `number`, from 1, of its name in an ensemble. */
export function memberKey(name: string, number = 1): string {
  return `${name}/${number}`;
}
