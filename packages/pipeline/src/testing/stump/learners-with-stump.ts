import { learners as builtIn } from '../../training/learners/learners.ts';
import type { Learner, LearnerSource } from '../../training/learners/learner.ts';
import { stumpLearner } from './stump-learner.ts';

/** The learners of this package and that of the second family. */
export const learners: readonly Learner[] = [...builtIn, stumpLearner];

/** The same, for threads as well. */
export const learnersWithStump: LearnerSource = {
  learners,
  module: new URL('./learners-with-stump.js', import.meta.url),
};
