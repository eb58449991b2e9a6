import type { Learner, LearnerSource } from './learner.ts';
import { networkLearner } from './network/network-learner.ts';
import { treesLearner } from './trees/trees-learner.ts';

/** A learner for every family. */
export const learners: readonly Learner[] = [networkLearner, treesLearner];

/** The same, for threads as well. */
export const builtInLearners: LearnerSource = {
  learners,
  module: new URL('./learners.js', import.meta.url),
};
