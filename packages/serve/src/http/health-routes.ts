import type { Context } from 'hono';
import type { Predictor } from '../predictor/predictor.ts';
import { problemDetails } from './problem-details.ts';
import type { ReadBody } from './read-already.ts';

/** What a server tells the app with every request; `toNodeListener` finds out the last two by itself. */
export interface ServerBindings {
  /** Fires when the server begins to shut down. */
  readonly shutdown?: AbortSignal;
  /** The body, where a framework has read it before the app. */
  readonly readBody?: ReadBody;
  /** Whether a framework has taken off the path at which the app is mounted. */
  readonly stripped?: boolean;
}

/** GET /health/live: the process answers. */
export function liveRoute(c: Context): Response {
  return c.json({ status: 'live' });
}

/** GET /health/ready: 200 where the model answers, 503 while it does not or the server shuts down. */
export function readyRoute(predictor: Predictor) {
  return (c: Context<{ Bindings: ServerBindings }>): Response => {
    // Without a server, as in a test, there are no bindings at all.
    const bindings = c.env as ServerBindings | undefined;
    if (bindings?.shutdown?.aborted) return problemDetails(503, 'The server is shutting down.');
    if (!answers(predictor)) return problemDetails(503, 'The model does not answer.');
    return c.json({ status: 'ready', model: { name: predictor.name, version: predictor.version } });
  };
}

function answers(predictor: Predictor): boolean {
  try {
    // A row without any value is a row that every model can score.
    return predictor.score([{}]).every(Number.isFinite);
  } catch {
    return false;
  }
}
