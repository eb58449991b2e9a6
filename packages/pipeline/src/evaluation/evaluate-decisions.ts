import {
  atPrevalence,
  classificationMetrics,
  type Decision,
  type Scored,
  type TypedTable,
} from '@rampart/core';
import {
  decisionFinder,
  featureGroupsOf,
  hasUngrouped,
  metricValues,
  positiveShare,
} from '@rampart/core/internal';
import type { Predictor } from '@rampart/serve';
import { z } from 'zod';
import { usefulSubsets } from '../features/encoded-groups.ts';
import { type AnsweredRows, labelsOf, scoreRows } from './evaluate-predictor.ts';
import { rowsWithGroups, withGroupsAlone } from './with-groups-alone.ts';

/** How a predictor did on rows with these feature groups alone. */
export const decisionEvaluation = z.object({
  groups: z.array(z.string()),
  /** What the columns of these groups cost. */
  cost: z.number(),
  rows: z.number(),
  threshold: z.number(),
  metrics: metricValues,
});
export type DecisionEvaluation = z.infer<typeof decisionEvaluation>;

/** What a predictor answered for rows with these feature groups alone. */
export interface DecisionScores extends Omit<DecisionEvaluation, 'rows' | 'metrics'> {
  readonly scored: Scored;
}

/**
 * Scores labelled rows, `answered` by the predictor as they are, as if their dearer feature groups had not been got:
 * complete rows first, then without the dearest group, and so on to the cheapest alone. Each time the rows that have all
 * of these groups are taken. Complete rows alone where the schema has no groups.
 */
export async function scoreDecisions(
  predictor: Predictor,
  table: TypedTable,
  answered: AnsweredRows,
): Promise<DecisionScores[]> {
  const { schema, decisions } = predictor;
  const groups = featureGroupsOf(schema);
  const decisionOf = decisionFinder(decisions);
  // Of the whole table: a subset of its rows is weighted as they are.
  const { positive, ...labelled } = labelsOf(table, schema);
  const share = positive === null ? null : positiveShare({ ...labelled, positive });
  const scores: DecisionScores[] = [];
  for (const present of usefulSubsets(groups.length, hasUngrouped(schema)).toReversed()) {
    const names = groups.flatMap(({ name }, i) => (present[i] ? [name] : []));
    const { threshold, prevalence = null } = decisionOf(names);
    const scored = present.every(Boolean)
      ? takeScored(answered, rowsWithGroups(table, schema, names))
      : await scoreRows(predictor, withGroupsAlone(table, schema, names));
    scores.push({
      groups: names,
      cost: groups.reduce((sum, { cost }, i) => sum + (present[i] ? cost : 0), 0),
      threshold,
      scored: atPrevalence(scored, prevalence, share),
    });
  }
  return scores;
}

function takeScored(scored: Scored, rows: readonly number[]): Scored {
  const { labels, probabilities, classes, positive, weights } = scored;
  if (rows.length === labels.length) return scored;
  return {
    labels: Int32Array.from(rows, (row) => labels[row]!),
    probabilities: Float64Array.from(
      { length: rows.length * classes },
      (_, i) => probabilities[rows[Math.floor(i / classes)]! * classes + (i % classes)]!,
    ),
    classes,
    positive,
    ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]!) }),
  };
}

/** How good the answers for one subset are. */
export function evaluateDecision({ scored, ...subset }: DecisionScores): DecisionEvaluation {
  return {
    ...subset,
    rows: scored.labels.length,
    metrics: classificationMetrics(scored, subset.threshold),
  };
}

/** Decisions with what each came to on the holdout; null for what was not tried there, or on no row. */
export function withHoldout(
  decisions: readonly Decision[],
  tried: readonly DecisionEvaluation[],
): Decision[] {
  const known = new Map(tried.map((one) => [one.groups.join(), one]));
  return decisions.map((decision) => {
    const found = known.get(decision.groups.join());
    return { ...decision, holdout: found && found.rows > 0 ? found.metrics : null };
  });
}
