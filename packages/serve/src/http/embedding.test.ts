import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RampartError } from '@rampart/core';
import { examplePackage, rejects } from '@rampart/core/testing';
import { Hono } from 'hono';
import { suite } from 'uvu';
import { createPredictor } from '../predictor/create-predictor.ts';
import { createPredictorHolder } from '../predictor/predictor-holder.ts';
import { type AppOptions, createApp } from './app.ts';
import { toNodeListener } from './node-listener.ts';

const test = suite('embedding');

const predictor = await createPredictor(await examplePackage(), { backend: 'cpu' });
const logged: unknown[] = [];
const logger = { error: (...line: unknown[]) => logged.push(line) };
const appAt = (basePath = '', options: AppOptions = {}) =>
  createApp(predictor, { logger, basePath, ...options });

const record = { duration: 3, risk: 1, protocol: 'tcp' };
const json = { 'content-type': 'application/json' };
const post = (body: unknown = record, headers: Record<string, string> = json): RequestInit => ({
  method: 'POST',
  headers,
  body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
});

/** What a framework does to a request before the app's listener gets it. */
type Before = (incoming: IncomingMessage & Record<string, unknown>) => unknown;

const decoded = async (incoming: IncomingMessage) => {
  const bytes = await buffer(incoming);
  return incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
};
const parsers: Record<string, Before> = {
  nothing: () => undefined,
  'a parser of JSON': async (incoming) => {
    // Parsers leave a request alone that has no body.
    if (incoming.method === 'POST') incoming.body = JSON.parse((await decoded(incoming)).toString());
  },
  'a reader of bytes': async (incoming) => {
    incoming.body = await decoded(incoming);
  },
  'a reader of text': async (incoming) => {
    incoming.body = (await decoded(incoming)).toString();
  },
  'a parser that keeps the bytes': async (incoming) => {
    incoming.rawBody = await decoded(incoming);
    incoming.body = { of: 'another shape' };
  },
  'a parser that had nothing to do': (incoming) => {
    incoming.body = {};
  },
};

/** Lets the app's listener answer requests to a server, after what a framework does before; gives the answers. */
async function ask(
  app: ReturnType<typeof appAt>,
  before: Before,
  ...requests: readonly (readonly [path: string, init?: RequestInit])[]
): Promise<Response[]> {
  const listener = toNodeListener(app);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      await before(incoming as Parameters<Before>[0]);
      listener(incoming, outgoing);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answers: Response[] = [];
  for (const [path, init] of requests) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    answers.push(new Response(await answer.text(), answer));
  }
  server.closeAllConnections();
  server.close();
  return answers;
}

const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status);

for (const [name, parser] of Object.entries(parsers)) {
  test(`a body after ${name}`, async () => {
    const app = appAt('', { maxBodyBytes: 200, maxRecords: 3 });
    const deep = `${'['.repeat(30)}${']'.repeat(30)}`;
    const answers = await ask(
      app,
      parser,
      ['/predict', post()],
      ['/predict', post([record, record])],
      ['/predict', post({ ...record, risk: 7 })],
      ['/predict', post([{}, {}, {}, {}])],
      ['/predict', post({ ...record, protocol: 'x'.repeat(200) })],
      ['/predict', post(deep)],
      ['/predict', post(record, { 'content-type': 'text/plain' })],
      ['/health/ready'],
      ['/predict'],
    );
    deepEqual(statuses(answers), [200, 200, 422, 413, 413, 400, 415, 200, 405]);
    const expected = await predictor.predict(record);
    deepEqual(await answers[0]!.json(), { ...expected, model: { name: 'example', version: '1' } });
    for (const answer of answers.slice(2, 7)) {
      equal(answer.headers.get('content-type'), 'application/problem+json');
    }
  });
}

test('who has read a body has decoded it; its limit is that of the decoded one', async () => {
  const zip = (body: unknown) =>
    post(gzipSync(JSON.stringify(body)), { ...json, 'content-encoding': 'gzip' });
  const long = zip({ ...record, protocol: 'x'.repeat(2000) });
  const app = appAt('', { maxBodyBytes: 200 });
  for (const [name, parser] of Object.entries(parsers)) {
    const read = !['nothing', 'a parser that had nothing to do'].includes(name);
    const answers = await ask(app, parser, ['/predict', zip(record)], ['/predict', long]);
    deepEqual(statuses(answers), read ? [200, 413] : [415, 415], name);
  }
});

test('a body that was read and is nowhere is a fault of the embedding, which the log tells', async () => {
  const before = logged.length;
  const [answer] = await ask(appAt(), (incoming) => decoded(incoming), ['/predict', post()]);
  equal(answer!.status, 500);
  match(String((logged[before] as { err: unknown }[])[1]!.err), /body of a request: expected to be unread/);
});

test('a base path, with whole paths and with stripped ones', async () => {
  const whole: Before = () => undefined;
  const mountedAt =
    (mount: string): Before =>
    (incoming) => {
      incoming.originalUrl = incoming.url;
      incoming.url = incoming.url!.slice(mount.length) || '/';
    };
  for (const [base, before, path, found] of [
    ['', whole, '/predict', true],
    ['/', whole, '/predict', true],
    ['/api/model', whole, '/api/model/predict', true],
    ['/api/model/', whole, '/api/model/predict', true],
    ['/api/model', whole, '/predict', false],
    ['/api/model', whole, '/api/models/predict', false],
    ['', mountedAt('/api/model'), '/api/model/predict', true],
    ['/api/model', mountedAt('/api/model'), '/api/model/predict', true],
    ['/model', mountedAt('/api'), '/api/model/predict', true],
    ['/api/model', mountedAt('/api/model'), '/api/model', false],
  ] as const) {
    const app = appAt(base);
    const [answer] = await ask(app, before, [path, post()]);
    equal(answer!.status, found ? 200 : 404, `${base} ${path}`);
  }
  const named = await appAt('/api').request('/api/other');
  match(((await named.json()) as { detail: string }).detail, /POST \/api\/predict, GET \/api\/schema/);
  const wrong = await appAt('/api').request('/api/predict');
  match(((await wrong.json()) as { detail: string }).detail, /^\/api\/predict allows POST/);
  for (const bad of ['api', '/a//b', '/:name', '/*', '/a?b', '/a#b', ' ', '/%41', 'http://x/a']) {
    throws(() => appAt(bad), RampartError, bad);
  }
});

test('a handler that is given requests, as in Next.js, and an app inside another', async () => {
  const app = appAt('/api/model');
  const POST = (request: Request) => app.fetch(request);
  const at = 'http://localhost/api/model/predict';
  equal((await POST(new Request(at, post()))).status, 200);
  // Such handlers get a second argument of the framework, which is no binding of ours.
  const POST2 = app.fetch as (request: Request, context: unknown) => Response | Promise<Response>;
  equal((await POST2(new Request(at, post()), { params: Promise.resolve({}) })).status, 200);
  const site = new Hono().route('/v1', appAt('/model')).mount('/v2', appAt().fetch);
  for (const path of ['/v1/model/predict', '/v2/predict']) {
    equal((await site.request(path, post())).status, 200, path);
  }
});

test('errors carry the status that frameworks look for', async () => {
  const status = async (promise: Promise<unknown>) => ((await rejects(promise, /./)) as RampartError).status;
  equal(await status(predictor.predict({})), 422);
  const gone = await createPredictor(await examplePackage(), { backend: 'cpu' });
  gone.dispose();
  equal(await status(gone.predict(record)), 503);
  const [answer] = await ask(createApp(gone, { logger }), () => undefined, ['/predict', post()]);
  equal(answer!.status, 503);
  const holder = createPredictorHolder();
  const use = (name?: string) =>
    holder.use((held) => held.predict(record), name === undefined ? {} : { name });
  equal(await status(use()), 503);
  holder.swap(await createPredictor(await examplePackage(), { backend: 'cpu' }));
  equal(await status(use('nobody')), 404);
  holder[Symbol.dispose]();
});

test.after(() => predictor.dispose());
test.run();
