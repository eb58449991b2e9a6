import {
  type Cell,
  type Decision,
  decisionFinder,
  featureGroupsOf,
  groupsPresent,
  type ModelPackage,
} from '@rampart/core';
import type { ExpectedQuality, Prediction } from './prediction.ts';

/** How a row is decided by the feature groups that it has, and what they add to its answer. */
export interface RowDecision {
  readonly decision: Decision;
  readonly answer: Pick<Prediction, 'subset' | 'expected'>;
}

/** Tells for a typed row which feature groups it has, the decision for them, and how good the model is on such rows. */
export function decisionsOfRows({
  schema,
  decisions,
}: Pick<ModelPackage, 'schema' | 'decisions'>): (row: Readonly<Record<string, Cell>>) => RowDecision {
  const groups = featureGroupsOf(schema);
  if (groups.length === 0) return () => ({ decision: decisions[0]!, answer: {} });
  const find = decisionFinder(decisions);
  const qualities = new Map(decisions.map((decision) => [decision, qualityOf(decision)]));
  return (row) => {
    const present = groupsPresent(groups, row);
    const subset = groups.flatMap(({ name }, i) => (present[i] ? [name] : []));
    const decision = find(subset);
    // That of complete rows stands in for one that is not there; its quality would flatter.
    const own = decision.groups.length === subset.length;
    return { decision, answer: { subset, ...(own && { expected: qualities.get(decision)! }) } };
  };
}

function qualityOf({ expected }: Decision): ExpectedQuality {
  const { accuracy, precision, recall, f1, logLoss, ece } = expected;
  return { error: accuracy === null ? null : 1 - accuracy, precision, recall, f1, logLoss, ece };
}
