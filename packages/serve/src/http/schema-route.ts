import { recordJsonSchema } from '@rampart/core';
import { featureGroupsOf } from '@rampart/core/internal';
import type { Context } from 'hono';
import type { Predictor } from '../predictor/predictor.ts';

/** GET /schema: what a record looks like and what the answers mean. */
export function schemaRoute(predictor: Predictor) {
  const { name, version, classes, positive, decisions, schema } = predictor;
  const groups = featureGroupsOf(schema).map(({ name: group, cost, columns }) => ({
    name: group,
    cost,
    columns,
  }));
  const answer = {
    name,
    version,
    classes,
    positive: positive === null ? null : classes[positive],
    decisions,
    ...(groups.length > 0 && { featureGroups: groups }),
    record: recordJsonSchema(schema),
  };
  return (c: Context): Response => c.json(answer);
}
