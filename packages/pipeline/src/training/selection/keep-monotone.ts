import { RampartError } from '@rampart/core';
import { listed } from '@rampart/core/internal';
import type { Learner } from '../learners/learner.ts';
import type { Trial, TrialOptions } from './trial.ts';

type Options = Pick<TrialOptions, 'learners' | 'monotone'>;

/** The learners whose members keep what is declared monotone: all of them where nothing is. */
export function monotoneLearners({ learners, monotone }: Options): readonly Learner[] {
  return monotone?.some((way) => way !== 0) ? learners.filter((one) => one.keepsMonotone) : learners;
}

/**
 * The trials whose members all keep what is declared monotone, and the names of the others. Throws RampartError('config')
 * where none is left.
 */
export function keepMonotone(
  trials: readonly Trial[],
  options: Options,
): { readonly kept: readonly Trial[]; readonly leftOut: readonly string[] } {
  const families = monotoneLearners(options).map(({ family }) => family.name);
  const keeps = ({ members }: Trial) => members.every(({ family }) => families.includes(family));
  const kept = trials.filter(keeps);
  const leftOut = trials.filter((trial) => !keeps(trial)).map(({ name }) => name);
  if (kept.length > 0) return { kept, leftOut };
  throw new RampartError('config', {
    where: '`training.candidates`',
    expected: `a candidate that keeps what the schema declares \`monotone\`: all its members of ${listed(families.map((name) => `family: ${name}`))}`,
    received: listed(leftOut),
    fix: 'Add such a candidate, leave `training.candidates` out, or take `monotone` out of the schema.',
  });
}

/** That candidates are not tried, in words. */
export function describeLeftOut(candidates: readonly string[]): string {
  return `not tried, since the schema declares columns monotone and not all of their members keep that: ${listed(candidates)}`;
}
