import {
  atPrevalence,
  classificationMetrics,
  featureGroupsOf,
  hasUngrouped,
  positiveShare,
  type Scored,
  type TypedTable,
} from '@rampart/core';
import type { Predictor } from '@rampart/serve';
import { z } from 'zod';
import { usefulSubsets } from '../features/absences.ts';
import { labelsOf, scoreRows } from './evaluate-predictor.ts';
import { metricValues } from './metric-shapes.ts';
import { withGroupsAlone } from './with-groups-alone.ts';

/** How a predictor did on rows with these feature groups alone. */
export const subsetEvaluation = z.object({
  groups: z.array(z.string()),
  /** What the columns of these groups cost. */
  cost: z.number(),
  rows: z.number(),
  threshold: z.number(),
  metrics: metricValues,
});
export type SubsetEvaluation = z.infer<typeof subsetEvaluation>;

/** What a predictor answered for rows with these feature groups alone. */
export interface SubsetScores extends Omit<SubsetEvaluation, 'rows' | 'metrics'> {
  readonly scored: Scored;
}

/**
 * Scores labelled rows as if their dearer feature groups had not been got: with the cheapest group alone, with the
 * two cheapest, and so on to all. Each time the rows that have all of these groups are taken. Nothing where the schema
 * has no groups.
 */
export async function scoreSubsets(predictor: Predictor, table: TypedTable): Promise<SubsetScores[]> {
  const { schema } = predictor;
  const groups = featureGroupsOf(schema);
  if (groups.length === 0) return [];
  const { prevalence = null } = predictor;
  // Of the whole table: a subset of its rows is weighted as they are.
  const { positive, ...labelled } = labelsOf(table, schema);
  const share = positive === null ? null : positiveShare({ ...labelled, positive });
  const scores: SubsetScores[] = [];
  for (const present of usefulSubsets(groups.length, hasUngrouped(schema))) {
    const names = groups.flatMap(({ name }, i) => (present[i] ? [name] : []));
    const rows = withGroupsAlone(table, schema, names);
    if (rows.rows === 0) continue;
    const own = predictor.subsets.find((subset) => subset.groups.join() === names.join());
    scores.push({
      groups: names,
      cost: groups.reduce((sum, { cost }, i) => sum + (present[i] ? cost : 0), 0),
      threshold: own?.threshold ?? predictor.threshold,
      scored: atPrevalence(await scoreRows(predictor, rows), prevalence, share),
    });
  }
  return scores;
}

/** How good the answers for one subset are. */
export function evaluateSubset({ scored, ...subset }: SubsetScores): SubsetEvaluation {
  return {
    ...subset,
    rows: scored.labels.length,
    metrics: classificationMetrics(scored, subset.threshold),
  };
}
