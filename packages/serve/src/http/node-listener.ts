import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { PredictionApp } from './app.ts';
import { problemDetails } from './problem-details.ts';
import type { ServerBindings } from './health-routes.ts';

/** The app as a listener of Node's own server: `http.createServer(toNodeListener(app))`. */
export function toNodeListener(
  app: Pick<PredictionApp, 'fetch'>,
  bindings: ServerBindings = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const answer = getRequestListener((request, env) => app.fetch(request, { ...env, ...bindings }), {
    // A library must not replace Request and Response for the rest of the process.
    overrideGlobalObjects: false,
    // What reaches this is no request that the app could be asked: a bad host, a bad target.
    errorHandler: () => problemDetails(400, 'The request cannot be read as HTTP.'),
  });
  return (incoming, outgoing) => {
    void answer(incoming, outgoing);
  };
}
