import { z } from 'zod';
import { listed, type Problem } from '../errors.ts';
import { perMetric } from '../metrics/index.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { featureGroupsOf } from '../schema/groups/feature-groups-of.ts';
import { reviewBand } from './review-band.ts';

const metrics = z.object(perMetric(() => z.number().nullable()));

/** How rows are decided that have these feature groups and no others, and how good that is. */
export const subsetDecision = z.strictObject({
  /** Names of feature groups, in the order of the schema. */
  groups: z.array(z.string()).readonly(),
  /** The positive class is chosen where its probability is at least this. */
  threshold: z.number().min(0).max(1),
  /** Probabilities that a person should look at, where the model has such a band. */
  review: reviewBand.optional(),
  /** Of out-of-fold predictions with the other groups hidden. */
  expected: metrics,
  /** The same on the holdout, where it was looked at. */
  holdout: metrics.nullable(),
});
export type SubsetDecision = z.infer<typeof subsetDecision>;

/** The key of a subset, from whether each group is there. */
export function subsetKey(present: readonly boolean[]): string {
  return present.map(Number).join('');
}

/** Decisions that name other feature groups than the schema's. */
export function checkSubsets(
  schema: DatasetSchema,
  subsets: readonly SubsetDecision[],
  where: string,
): Problem[] {
  const known = featureGroupsOf(schema).map(({ name }) => name);
  const strange = [...new Set(subsets.flatMap(({ groups }) => groups))].filter(
    (name) => !known.includes(name),
  );
  if (strange.length === 0) return [];
  return [
    {
      where: `${where}, subsets`,
      expected: `the feature groups of the schema (${listed(known)})`,
      received: listed(strange),
      fix: 'The files of this bundle do not belong together: train and push again.',
    },
  ];
}
