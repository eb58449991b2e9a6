import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { RampartError } from '@rampart/core';
import { throwIfAborted } from '@rampart/core/internal';
import type { PredictionApp } from './app.ts';
import { toNodeListener } from './node-listener.ts';

/** So many turns of the event loop without anything new mean that all that has arrived is taken in. */
const quietTurns = 10;
/** Milliseconds after which a server that new connections keep reaching stops all the same. */
const mostSettling = 1000;

/** Where to listen, and for how long requests may take to finish once the server closes. */
export interface ListenOptions {
  /** Where left out, this machine alone can connect. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Closes the server when it fires. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which `close` cuts what is still open; 10,000 where left out. */
  readonly grace?: number;
}

/** A server that accepts requests. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Stops accepting, finishes what was accepted, then resolves. Readiness is 503 from now on. A second call waits for the first. */
  readonly close: () => Promise<void>;
}

/** Serves the app over HTTP. Throws a RampartError('usage') where the address is not to be had. */
export async function listen(
  app: Pick<PredictionApp, 'fetch'>,
  { host = '127.0.0.1', port, signal, grace = 10_000 }: ListenOptions,
): Promise<Listening> {
  throwIfAborted(signal);
  const shutdown = new AbortController();
  const open = new Set<ServerResponse>();
  const answer = toNodeListener(app, { shutdown: shutdown.signal });
  const server = createServer((incoming, outgoing) => {
    open.add(outgoing);
    outgoing.once('close', () => open.delete(outgoing));
    if (shutdown.signal.aborted) endAfter(outgoing, server);
    answer(incoming, outgoing);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      shutdown.abort();
      for (const outgoing of open) endAfter(outgoing, server);
      await settle(server);
      // Node counts a connection as busy until its first request: a browser that only connected would hold the end.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      await closeServer(server, grace);
    })();
    return closed;
  };
  await start(server, host, port);
  signal?.addEventListener('abort', () => void close(), { once: true, signal: shutdown.signal });
  const address = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${address.port}`, port: address.port, close };
}

/** Lets this answer be the last on its connection, so that a client that keeps it open does not hold the server. */
function endAfter(outgoing: ServerResponse, server: Server): void {
  if (outgoing.headersSent) outgoing.once('close', () => server.closeIdleConnections());
  else outgoing.shouldKeepAlive = false;
}

/**
 * Takes in what has arrived, which counts as accepted: Node takes one waiting connection per turn of its event
 * loop and reads from it in another, and would reset the rest.
 */
async function settle(server: Server): Promise<void> {
  let quiet = 0;
  const busy = () => {
    quiet = 0;
  };
  server.on('connection', busy).on('request', busy);
  const end = performance.now() + mostSettling;
  for (; quiet < quietTurns && performance.now() < end; quiet++) await setImmediate();
}

function closeServer(server: Server, grace: number): Promise<void> {
  return new Promise((done) => {
    // A closing server no longer times out requests that never end.
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(cut);
      done();
    });
  });
}

function start(server: Server, host: string, port: number): Promise<void> {
  return new Promise((ready, refuse) => {
    // Stays for good: later, when a connection cannot be accepted, that costs the connection and not the process.
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const fix = 'Give another port, or stop the program that has this one; port 0 takes any free one.';
      const expected = 'an address that is free to listen on';
      const problem = { where: `${host}:${port}`, expected, received: cause.code ?? cause.message, fix };
      refuse(new RampartError('usage', problem, { cause }));
    });
    server.listen(port, host, ready);
  });
}
