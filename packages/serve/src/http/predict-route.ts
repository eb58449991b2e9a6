import type { Context } from 'hono';
import type { Problem } from '@rampart/core';
import { counted, listed } from '@rampart/core/internal';
import type { PredictionResult, Predictor } from '../predictor/predictor.ts';
import type { ServerBindings } from './health-routes.ts';
import { problemDetails, refusal } from './problem-details.ts';
import { readJson } from './read-json.ts';

/** A small body with ten thousand empty records must not be answered with a hundred megabytes of problems. */
const mostProblems = 1000;

/** What one request may ask for. */
export interface RequestLimits {
  readonly maxBodyBytes: number;
  readonly maxRecords: number;
}

/**
 * POST /predict: one record gives one prediction; a list, or an object whose `records` is a list, gives as many,
 * in order. One bad record refuses the request, with the problems of all.
 */
export function predictRoute(predictor: Predictor, { maxBodyBytes, maxRecords }: RequestLimits) {
  const model = { name: predictor.name, version: predictor.version };
  return async (c: Context<{ Bindings: ServerBindings }>): Promise<Response> => {
    const body = await readJson(c.req, maxBodyBytes, (c.env as ServerBindings | undefined)?.readBody);
    const many = recordsIn(body);
    const records = many ?? [body];
    if (records.length > maxRecords) {
      throw refusal(
        413,
        `A request may hold at most ${maxRecords} records; this one holds ${records.length}.`,
      );
    }
    const results = await predictor.predictEach(records);
    const predictions = results.flatMap((result) => ('prediction' in result ? [result.prediction] : []));
    if (predictions.length < results.length) return unprocessable(results);
    return c.json(many === undefined ? { ...predictions[0], model } : { predictions, model });
  };
}

/** The list of records in a body; undefined where the body itself is to be the record. No record has a list as a value. */
function recordsIn(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const { records, ...others } = Object(body) as { readonly records?: unknown };
  if (!Array.isArray(records)) return undefined;
  const unknown = Object.keys(others);
  if (unknown.length === 0) return records;
  throw refusal(422, `Beside \`records\` the body must have no other members. Received ${listed(unknown)}.`);
}

function unprocessable(results: readonly PredictionResult[]): Response {
  const errors = results.flatMap((result, record) =>
    'problems' in result ? result.problems.map((problem) => ({ record, ...places(problem) })) : [],
  );
  const bad = results.filter((result) => 'problems' in result).length;
  const detail = `${bad} of ${counted(results.length, 'record')} cannot be scored: ${counted(errors.length, 'problem')}, each with the record's index.`;
  const members = { errors: errors.slice(0, mostProblems), errorCount: errors.length };
  return problemDetails(422, detail, { members });
}

/** A problem as members of the answer; the column, which it names in a sentence, on its own as well. */
function places({ where, ...facts }: Problem) {
  const column = /^column `(.*)`$/s.exec(where)?.[1];
  return column === undefined ? { where, ...facts } : { column, ...facts };
}
