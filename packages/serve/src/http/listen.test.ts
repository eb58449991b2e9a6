import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { RampartError } from '@rampart/core';
import { examplePackage, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createPredictor } from '../predictor/create-predictor.ts';
import type { Predictor } from '../predictor/predictor.ts';
import { createApp } from './app.ts';
import { listen } from './listen.ts';
import { toNodeListener } from './node-listener.ts';

const test = suite('listen');

const predictor = await createPredictor(await examplePackage(), { backend: 'cpu' });
const logged: unknown[] = [];
const logger = { error: (...line: unknown[]) => logged.push(line) };
const app = createApp(predictor, { logger });
const record = { duration: 3, risk: 1, protocol: 'tcp' };

/** The app around a predictor that answers only while its gate is open. */
function gatedApp() {
  let open = () => {};
  let passage = Promise.resolve();
  const gate = {
    reached: 0,
    shut() {
      passage = new Promise((done) => {
        open = done;
      });
    },
    open: () => open(),
  };
  const gated: Predictor = {
    ...predictor,
    predictEach: async (records) => {
      gate.reached++;
      await passage;
      return predictor.predictEach(records);
    },
  };
  return { app: createApp(gated, { logger }), gate };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(1);
}

/** Sends one record through an agent; resolves to the status, the headers and the body. */
async function send(url: string, agent?: Agent, body: unknown = record) {
  const outgoing = request(`${url}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(agent === undefined ? {} : { agent }),
  });
  outgoing.end(JSON.stringify(body));
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
}

/** Writes bytes to a socket as they are and collects what comes back. */
async function raw(port: number, bytes: string): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  return { socket, received: () => answer };
}

test('answers over a socket, to many at once, and is gone after close', async () => {
  const { url, port, close } = await listen(app, { port: 0 });
  equal(url, `http://127.0.0.1:${port}`);
  const many = Array.from({ length: 200 }, (_, i) => ({ ...record, duration: i }));
  const answers = await Promise.all(many.map((one) => send(url, undefined, one)));
  const expected = await predictor.predictMany(many);
  for (const [i, { status, body }] of answers.entries()) {
    equal(status, 200);
    ok(Math.abs((JSON.parse(body) as { score: number }).score - expected[i]!.score) <= 1e-6);
  }
  await Promise.all([close(), close()]);
  await close();
  await rejects(send(url, new Agent()), /ECONNREFUSED/);
});

test('closing in the middle of requests loses none of them', async () => {
  const { app: gated, gate } = gatedApp();
  const { url, close } = await listen(gated, { port: 0 });
  const agent = new Agent({ keepAlive: true });
  const before = Array.from({ length: 20 }, () => send(url, agent));
  await Promise.all(before);
  gate.shut();
  const answers = Array.from({ length: 80 }, () => send(url, agent));
  await until(() => gate.reached === 100);
  const start = performance.now();
  const closed = close();
  setTimeout(gate.open, 50);
  for (const { status, headers } of await Promise.all(answers)) {
    equal(status, 200);
    equal(headers.connection, 'close');
  }
  await closed;
  // Connections that clients keep open must not hold the server until they time out.
  ok(performance.now() - start < 4000);
  await rejects(send(url, agent), /ECONNREFUSED|ECONNRESET|socket hang up/);
  agent.destroy();
});

test('requests that have arrived but were not yet read are answered too', async () => {
  const { url, port, close } = await listen(app, { port: 0 });
  const body = JSON.stringify(record);
  const head = `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const clients = await Promise.all(Array.from({ length: 30 }, () => raw(port, '')));
  for (const { socket } of clients) socket.write(head + body);
  await close();
  await Promise.all(
    clients.map(async ({ socket, received }) => {
      if (!socket.closed) await once(socket, 'close');
      match(received(), /^HTTP\/1\.1 200 OK/, url);
    }),
  );
});

test('not ready while shutting down; idle connections do not delay the end', async () => {
  const { port, close } = await listen(app, { port: 0 });
  const idle = await raw(port, '');
  const late = await raw(port, 'GET /health/ready HTTP/1.1\r\nhost: x\r\n');
  await sleep(20);
  const start = performance.now();
  const closed = close();
  await sleep(20);
  late.socket.write('\r\n');
  await closed;
  ok(performance.now() - start < 4000);
  if (!late.socket.closed) await once(late.socket, 'close');
  match(late.received(), /^HTTP\/1\.1 503 /);
  match(late.received(), /shutting down/);
  equal(idle.received(), '');
});

test('a request that never ends is cut after the grace time', async () => {
  const { port, close } = await listen(app, { port: 0, grace: 50 });
  await raw(
    port,
    'POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
  );
  await sleep(20);
  const start = performance.now();
  await close();
  ok(performance.now() - start < 4000);
});

test('a signal closes the server', async () => {
  const stop = new AbortController();
  const { app: gated, gate } = gatedApp();
  const { url, close } = await listen(gated, { port: 0, signal: stop.signal });
  gate.shut();
  const answer = send(url);
  await until(() => gate.reached === 1);
  stop.abort();
  setTimeout(gate.open, 50);
  equal((await answer).status, 200);
  await close();
  await rejects(send(url, new Agent()), /ECONNREFUSED/);
  await rejects(listen(app, { port: 0, signal: stop.signal }), /an abort signal/);
});

test('an address that is taken is told', async () => {
  const { port, close } = await listen(app, { port: 0 });
  const error = await rejects(
    listen(app, { port }),
    /expected an address that is free to listen on, received EADDRINUSE/,
  );
  ok(error instanceof RampartError && error.code === 'usage');
  await close();
});

test('a long body is refused while it comes, and one that breaks off is not logged', async () => {
  const { port, close } = await listen(createApp(predictor, { maxBodyBytes: 1000, logger }), { port: 0 });
  const head = 'POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
  const chunk = `400\r\n${' '.repeat(1024)}\r\n`;
  const chunked = await raw(port, `${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(3)}`);
  const declared = await raw(port, `${head}content-length: 9999\r\n\r\n${' '.repeat(2000)}`);
  await until(() => chunked.received().includes('}') && declared.received().includes('}'));
  for (const { received, socket } of [chunked, declared]) {
    match(received(), /^HTTP\/1\.1 413 /);
    match(received(), /application\/problem\+json/);
    socket.destroy();
  }
  const broken = await raw(port, `${head}content-length: 500\r\n\r\n{`);
  await sleep(20);
  broken.socket.destroy();
  await sleep(20);
  await close();
  deepEqual(logged, []);
});

test('what cannot be read as a request is a problem too', async () => {
  const { port, close } = await listen(app, { port: 0 });
  const { received, socket } = await raw(port, 'GET /health/live HTTP/1.1\r\nhost: a b\r\n\r\n');
  await until(() => received().includes('}'));
  match(received(), /^HTTP\/1\.1 400 [^]*application\/problem\+json/);
  socket.destroy();
  await close();
});

test('the app runs in a plain server of Node, whose globals stay as they were', async () => {
  const { Request: before } = globalThis;
  const server = createServer(toNodeListener(app)).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  equal((await send(`http://127.0.0.1:${port}`)).status, 200);
  equal((await fetch(`http://127.0.0.1:${port}/health/ready`)).status, 200);
  equal(globalThis.Request, before);
  server.closeAllConnections();
  server.close();
});

test.after(() => predictor.dispose());
test.run();
