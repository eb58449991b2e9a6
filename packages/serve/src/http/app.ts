import { randomUUID } from 'node:crypto';
import { createLogger, RampartError } from '@rampart/core';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Predictor } from '../predictor/predictor.ts';
import { pathUnder, readBasePath } from './base-path.ts';
import { liveRoute, readyRoute, type ServerBindings } from './health-routes.ts';
import { predictRoute, type RequestLimits } from './predict-route.ts';
import { problemDetails } from './problem-details.ts';
import { schemaRoute } from './schema-route.ts';

/** An app that answers with a predictor; mount it in another Hono app, or give it to `listen` or `toNodeListener`. */
export type PredictionApp = Hono<{ Bindings: ServerBindings }>;

/** Where the app tells what went wrong inside; a logger of `createLogger` will do. */
export interface ErrorLog {
  error(message: string, facts: { readonly err: unknown; readonly id: string }): unknown;
}

/** Limits of one request (1 MiB and 10,000 records where left out), the logger (standard error) and where the routes begin. */
export interface AppOptions extends Partial<RequestLimits> {
  /**
   * What the paths of all routes begin with, such as "/api/model", where requests come with their whole path: in a
   * Next.js handler, in a route of Fastify. Express takes off the path of `use`: there both ways work.
   */
  readonly basePath?: string;
  readonly logger?: ErrorLog;
}

/**
 * The HTTP service around a predictor. Every error is problem+json; none shows what is inside the process. Throws a
 * RampartError('usage') for a base path that is none.
 */
export function createApp(predictor: Predictor, options: AppOptions = {}): PredictionApp {
  const { maxBodyBytes = 1024 * 1024, maxRecords = 10_000, logger = createLogger() } = options;
  const base = readBasePath(options.basePath ?? '');
  const app = new Hono<{ Bindings: ServerBindings }>({ getPath: pathUnder(base) }).basePath(
    base,
  ) as PredictionApp;
  app.post('/predict', predictRoute(predictor, { maxBodyBytes, maxRecords }));
  app.get('/schema', schemaRoute(predictor));
  app.get('/health/live', liveRoute);
  app.get('/health/ready', readyRoute(predictor));

  for (const [path, allow] of [
    ['/predict', 'POST'],
    ['/schema', 'GET, HEAD'],
    ['/health/live', 'GET, HEAD'],
    ['/health/ready', 'GET, HEAD'],
  ] as const) {
    app.all(path, () => problemDetails(405, `${base}${path} allows ${allow} only.`, { headers: { allow } }));
  }
  app.notFound(() =>
    problemDetails(
      404,
      `There is POST ${base}/predict, GET ${base}/schema, ${base}/health/live and ${base}/health/ready.`,
    ),
  );
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    const id = randomUUID();
    logger.error('a request failed', { err: error, id });
    const members = { instance: `urn:uuid:${id}` };
    if (error instanceof RampartError && error.status === 503) {
      return problemDetails(503, 'The model does not answer; the log has why under this id.', { members });
    }
    return problemDetails(500, 'The fault is ours; the log has it under this id.', { members });
  });
  return app;
}
