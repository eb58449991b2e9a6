import {
  type Cell,
  featureGroupsOf,
  groupsPresent,
  type ModelPackage,
  type ReviewBand,
  subsetKey,
} from '@rampart/core';
import type { Prediction } from './prediction.ts';

/** What the feature groups of a record add to its answer. */
export interface SubsetAnswer {
  /** The threshold of the subset; undefined where the model has none of its own for it. */
  readonly threshold?: number;
  /** The review band of the subset, where the model has one for it. */
  readonly review?: ReviewBand | undefined;
  readonly answer: Pick<Prediction, 'subset' | 'expected'>;
}

/** Tells for a typed row which feature groups it has, the threshold for them, and how good the model is on such rows. */
export function subsetAnswers({
  schema,
  subsets = [],
}: Pick<ModelPackage, 'schema' | 'subsets'>): (row: Readonly<Record<string, Cell>>) => SubsetAnswer {
  const groups = featureGroupsOf(schema);
  if (groups.length === 0) return () => ({ answer: {} });
  const answers = new Map<string, SubsetAnswer>();
  for (const { groups: subset, threshold, review, expected } of subsets) {
    const { accuracy, precision, recall, f1, logLoss, ece } = expected;
    const error = accuracy === null ? null : 1 - accuracy;
    answers.set(subsetKey(groups.map(({ name }) => subset.includes(name))), {
      threshold,
      review,
      answer: { subset, expected: { error, precision, recall, f1, logLoss, ece } },
    });
  }
  return (row) => {
    const present = groupsPresent(groups, row);
    const subset = () => groups.flatMap(({ name }, i) => (present[i] ? [name] : []));
    return answers.get(subsetKey(present)) ?? { answer: { subset: subset() } };
  };
}
