import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { examplePackage } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { createPredictor } from '../predictor/create-predictor.ts';
import { createApp } from './app.ts';

const test = suite('app');

const predictor = await createPredictor(await examplePackage(), { backend: 'cpu' });
const logged: { message: string; facts: { err: unknown; id: string } }[] = [];
const logger = {
  error: (message: string, facts: { err: unknown; id: string }) => logged.push({ message, facts }),
};
const app = createApp(predictor, { logger });

const record = { duration: 3, risk: 1, protocol: 'tcp', flagged: 'yes' };
const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = json) =>
  app.request('/predict', {
    method: 'POST',
    headers,
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { record: number; column?: string; expected: string; received?: string; fix?: string }[];
  errorCount?: number;
}

async function problem(response: Response | Promise<Response>, status: number): Promise<Problem> {
  const answer = await response;
  equal(answer.status, status);
  equal(answer.headers.get('content-type'), 'application/problem+json');
  const body = (await answer.json()) as Problem;
  equal(body.status, status);
  equal(body.type, 'about:blank');
  ok(body.title.length > 0 && body.detail.length > 0);
  return body;
}

test('one record gives one prediction', async () => {
  const response = await post(record);
  equal(response.status, 200);
  const expected = await predictor.predict(record);
  deepEqual(await response.json(), { ...expected, model: { name: 'example', version: '1' } });
});

test('a list, and an object with `records`, give a list', async () => {
  const predictions = await predictor.predictMany([record, { ...record, risk: null }]);
  const expected = { predictions, model: { name: 'example', version: '1' } };
  const records = [record, { ...record, risk: null }];
  deepEqual(await (await post(records)).json(), expected);
  deepEqual(await (await post({ records })).json(), expected);
  deepEqual(await (await post([])).json(), { ...expected, predictions: [] });
});

test('bad records are refused with every problem, its record and its column', async () => {
  const body = await problem(
    post([record, { ...record, risk: 7, duration: 'x' }, 5, { ...record, Risk: 1 }]),
    422,
  );
  equal(body.title, 'Unprocessable Entity');
  match(body.detail, /^3 of 4 records/);
  deepEqual(
    body.errors!.map((error) => [error.record, error.column]),
    [
      [1, 'duration'],
      [1, 'risk'],
      [2, undefined],
      [3, 'Risk'],
    ],
  );
  equal(body.errors![1]!.received, '7');
  match(body.errors![3]!.fix!, /Did you mean/);
  equal((await problem(post({ ...record, risk: 7 }), 422)).errors![0]!.record, 0);
  await problem(post({ records: [record], other: 1 }), 422);
  for (const scalar of ['5', 'null', '"text"', 'true']) await problem(post(scalar), 422);
});

test('a flood of problems is counted, not sent', async () => {
  const body = await problem(post(Array.from({ length: 5000 }, () => ({}))), 422);
  equal(body.errors!.length, 1000);
  equal(body.errorCount, 15_000);
});

test('what is no JSON', async () => {
  for (const body of ['', '{', '{"a":1,}', 'NaN', '\u0000']) await problem(post(body), 400);
  match((await problem(post(Uint8Array.of(0x22, 0xff, 0x22)), 400)).detail, /UTF-8/);
  match((await problem(post('['.repeat(100_000) + ']'.repeat(100_000)), 400)).detail, /nested deeper/);
  equal((await post(`\ufeff${JSON.stringify(record)}`)).status, 200);
});

test('the content type must be JSON', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
    const body = await problem(post(record, type === '' ? {} : { 'content-type': type }), 415);
    match(body.detail, /application\/json/);
  }
  await problem(post(record, { ...json, 'content-encoding': 'gzip' }), 415);
  for (const type of [
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/vnd.example+json',
  ]) {
    equal((await post(record, { 'content-type': type })).status, 200, type);
  }
});

test('too many bytes and too many records are 413', async () => {
  const small = createApp(predictor, { maxBodyBytes: 120, maxRecords: 3, logger });
  const send = (body: unknown, init: RequestInit = {}) =>
    small.request('/predict', { method: 'POST', headers: json, body: JSON.stringify(body), ...init });
  equal((await send(record)).status, 200);
  await problem(send([{}, {}, {}, {}]), 413);
  const long = [record, record, record];
  await problem(send(long), 413);
  await problem(send(long, { headers: { ...json, 'content-length': '100000' } }), 413);
  const stream = new Blob([JSON.stringify(long)]).stream();
  await problem(send(long, { body: stream, duplex: 'half' } as RequestInit), 413);
});

test('unknown routes are 404, wrong methods 405 with what is allowed', async () => {
  for (const path of ['/', '/predict/', '/predictions', '/health', '/../etc/passwd']) {
    await problem(app.request(path), 404);
  }
  const wrong = await app.request('/predict');
  equal(wrong.headers.get('allow'), 'POST');
  await problem(wrong, 405);
  await problem(app.request('/predict', { method: 'DELETE' }), 405);
  for (const path of ['/schema', '/health/live', '/health/ready']) {
    await problem(app.request(path, { method: 'POST', body: '{}' }), 405);
    equal((await app.request(path, { method: 'HEAD' })).status, 200);
  }
});

test('live always, ready while the model answers and no shutdown has begun', async () => {
  equal((await app.request('/health/live')).status, 200);
  equal((await app.request('/health/ready')).status, 200);
  const shutdown = AbortSignal.abort();
  await problem(app.request('/health/ready', {}, { shutdown }), 503);
  equal((await app.request('/health/live', {}, { shutdown })).status, 200);
  const gone = await createPredictor(await examplePackage(), { backend: 'cpu' });
  const other = createApp(gone, { logger });
  equal((await other.request('/health/ready')).status, 200);
  gone.dispose();
  await problem(other.request('/health/ready'), 503);
});

test('the schema of a record, with what the answers mean', async () => {
  const body = (await (await app.request('/schema')).json()) as Record<string, unknown>;
  deepEqual(
    [body.name, body.version, body.classes, body.positive, body.decisions],
    ['example', '1', ['normal', 'attack'], 'attack', predictor.decisions],
  );
  const schema = body.record as { properties: object; required: string[] };
  deepEqual(Object.keys(schema.properties), ['duration', 'risk', 'protocol', 'flagged']);
  deepEqual(schema.required, ['duration', 'risk', 'protocol']);
});

test('a fault inside is logged under the id that is sent, and shows nothing', async () => {
  const broken = { ...predictor, predictEach: () => Promise.reject(new Error('secret at /srv/model.ts:7')) };
  const before = logged.length;
  const response = await createApp(broken, { logger }).request('/predict', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(record),
  });
  const text = await response.clone().text();
  const body = (await problem(response, 500)) as Problem & { instance: string };
  ok(!/secret|srv|\.ts/.test(text));
  equal(logged.length, before + 1);
  equal(body.instance, `urn:uuid:${logged.at(-1)!.facts.id}`);
  match(String(logged.at(-1)!.facts.err), /secret/);
});

const keys = fc.constantFrom(
  'duration',
  'risk',
  'protocol',
  'flagged',
  'label',
  'records',
  '__proto__',
  'constructor',
);
const cells = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(1e308, -1e308, 5e-324, -0, 'NaN', 'Infinity', '', '1e999', 'tcp', 'yes'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
);
const almostRecords = fc.oneof(
  fc.dictionary(fc.oneof(keys, fc.string()), cells),
  fc.record({ duration: cells, risk: cells, protocol: cells, flagged: cells }),
);

test('no body, however odd, gives a 500', async () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    almostRecords.map((value) => JSON.stringify(value)),
    fc.array(fc.oneof(almostRecords, fc.jsonValue())).map((value) => JSON.stringify(value)),
    fc.array(almostRecords).map((records) => JSON.stringify({ records })),
    fc.double().map((number) => JSON.stringify(record).replace('3', String(number))),
    fc.constantFrom('{"duration":1e999,"risk":1,"protocol":"tcp"}', '{"__proto__":{"risk":1}}', '[[[[]]]]'),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const response = await post(body);
      ok([200, 400, 422].includes(response.status), `${response.status} for ${body}`);
      const answer = JSON.stringify(await response.json());
      if (response.status === 200) ok(!answer.includes('null'), `${answer} for ${body}`);
    }),
    { numRuns: 2000 },
  );
});

test('requests at once get their own answers', async () => {
  const many = Array.from({ length: 200 }, (_, i) => ({ ...record, duration: i }));
  const answers = await Promise.all(many.map(async (one) => (await post(one)).json()));
  const expected = await predictor.predictMany(many);
  for (const [i, answer] of (answers as { score: number }[]).entries()) {
    ok(Math.abs(answer.score - expected[i]!.score) <= 1e-6);
  }
});

test.after(() => predictor.dispose());
test.run();
