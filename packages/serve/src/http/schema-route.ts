import { recordJsonSchema } from '@rampart/core';
import type { Context } from 'hono';
import type { Predictor } from '../predictor/predictor.ts';

/** GET /schema: what a record looks like and what the answers mean. */
export function schemaRoute(predictor: Predictor) {
  const { name, version, classes, positive, threshold, schema } = predictor;
  const answer = {
    name,
    version,
    classes,
    positive: positive === null ? null : classes[positive],
    threshold,
    record: recordJsonSchema(schema),
  };
  return (c: Context): Response => c.json(answer);
}
