import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { PredictionApp } from './app.ts';
import { problemDetails } from './problem-details.ts';
import type { ServerBindings } from './health-routes.ts';
import { type ParsedRequest, readAlready } from './read-already.ts';

/**
 * The app as a listener of Node's own server, and as a handler of what is built on it: `http.createServer(toNodeListener(app))`,
 * in Express `server.use('/model', toNodeListener(app))`, before or after `express.json()`. A body that was read already
 * is taken from the request's `rawBody` or `body`; Fastify's parsers leave it elsewhere:
 * `reply.hijack(); listener(Object.assign(request.raw, { body: request.body }), reply.raw)`.
 */
export function toNodeListener(
  app: Pick<PredictionApp, 'fetch'>,
  bindings: ServerBindings = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const answer = getRequestListener(
    (request, env) =>
      app.fetch(request, { ...env, ...bindings, ...framework(env.incoming as ParsedRequest) }),
    {
      // A library must not replace Request and Response for the rest of the process.
      overrideGlobalObjects: false,
      // What reaches this is no request that the app could be asked: a bad host, a bad target.
      errorHandler: () => problemDetails(400, 'The request cannot be read as HTTP.'),
    },
  );
  return (incoming, outgoing) => {
    void answer(incoming, outgoing);
  };
}

function framework(incoming: ParsedRequest): ServerBindings {
  const readBody = readAlready(incoming);
  const stripped = incoming.originalUrl !== undefined && incoming.originalUrl !== incoming.url;
  return { ...(readBody !== undefined && { readBody }), ...(stripped && { stripped }) };
}
