import { z } from 'zod';
import { listed, type Problem } from '../errors.ts';
import { metricValues } from '../metrics/index.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { featureGroupsOf } from '../schema/groups/feature-groups-of.ts';
import { reviewBand } from './review-band.ts';

/** How rows are decided that have these feature groups and no others, and how good that is. */
export const decision = z.object({
  /** Names of feature groups, in the order of the schema; none where it has none. */
  groups: z.array(z.string()).readonly(),
  /** The positive class is chosen where its probability is at least this. */
  threshold: z.number().min(0).max(1),
  /** The share of the positive class that probabilities are about; left out where it is that of the training rows. */
  prevalence: z.number().gt(0).lt(1).optional(),
  /** Probabilities that a person should look at; left out where nobody is to look. */
  review: reviewBand.optional(),
  /** Of out-of-fold predictions with the other groups hidden. */
  expected: metricValues,
  /** The same on the holdout, where it was looked at. */
  holdout: metricValues.nullable(),
});
export type Decision = z.infer<typeof decision>;

/** Decisions of a model: that for complete rows first, then those for rows that lack feature groups. */
export const decisionList = z.array(decision).min(1).readonly();

/**
 * Finds the decision for rows with these feature groups, named in the order of the schema, and no others; that for
 * complete rows, the first one, where there is none of their own.
 */
export function decisionFinder(decisions: readonly Decision[]): (groups: readonly string[]) => Decision {
  const own = new Map(decisions.map((one) => [one.groups.join(), one]));
  return (groups) => own.get(groups.join()) ?? decisions[0]!;
}

/** Decisions about other feature groups than the schema's, or that do not begin with the one for complete rows. */
export function checkDecisions(
  schema: DatasetSchema,
  decisions: readonly Decision[],
  where: string,
): Problem[] {
  const known = featureGroupsOf(schema).map(({ name }) => name);
  const strange = [...new Set(decisions.flatMap(({ groups }) => groups))].filter(
    (name) => !known.includes(name),
  );
  const fix = 'The files of this bundle do not belong together: train and push again.';
  if (strange.length > 0) {
    return [
      {
        where: `${where}, decisions`,
        expected: `the feature groups of the schema (${listed(known)})`,
        received: listed(strange),
        fix,
      },
    ];
  }
  const [first] = decisions;
  if (first!.groups.join() === known.join()) return [];
  return [
    {
      where: `${where}, decisions.0.groups`,
      expected: `all feature groups of the schema (${listed(known)})`,
      received: listed(first!.groups),
      fix,
    },
  ];
}
