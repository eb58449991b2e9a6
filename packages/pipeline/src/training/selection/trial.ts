import type { Config } from '@rampart/core';
import { membersOf } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { type Learner, learnerOf } from '../learners/learner.ts';
import type { BlendSetting } from './blend/choose-blend.ts';

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
  /** Whether they count the same in that. */
  readonly blend: BlendSetting;
  /** Those whose averaged logits answer rows that lack feature groups; none where the others do that too. */
  readonly incomplete: readonly TrialMember[];
  /** Whether the search drew it; those of the configuration are tried on every fold. */
  readonly drawn: boolean;
}

/** What trials are made with. */
export interface TrialOptions
  extends Pick<EncodedRows, 'encoding' | 'labels' | 'classes' | 'featureGroups' | 'monotone'> {
  readonly config: Pick<Config, 'training' | 'transformation'>;
  readonly learners: readonly Learner[];
}

/** A trial with the members that it needs for incomplete rows. */
export function trialOf(trial: Omit<Trial, 'incomplete'>, options: TrialOptions): Trial {
  return { ...trial, incomplete: incompleteOf(trial.members, options) };
}

/**
 * One kind is enough for incomplete rows, that which takes the least training: averaging would cost more than such rows
 * gain.
 */
function incompleteOf(members: readonly TrialMember[], options: TrialOptions): TrialMember[] {
  const { featureGroups, config, learners, labels } = options;
  if (featureGroups === undefined) return [];
  const able = members.flatMap(({ name, key, family, settings: complete }) => {
    const learner = learnerOf(learners, family);
    const settings = learner.family.incomplete(complete, config);
    if (settings === null) return [];
    const cost = learner.cost(settings, { ...options, rows: labels.length });
    return [{ cost, member: { name, key: `${key}, incomplete rows`, family, settings } }];
  });
  const [cheapest] = able.toSorted((a, b) => a.cost - b.cost);
  return cheapest === undefined ? [] : [cheapest.member];
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
    const { name, blend = 'equal' } = candidate;
    return trialOf({ name, members, blend, drawn: false }, options);
  });
}

/** The key of a member that is number `number`, from 1, of its name in an ensemble. */
export function memberKey(name: string, number = 1): string {
  return `${name}/${number}`;
}
