import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import { fakeMlflow } from '../testing/fake-mlflow.ts';
import { readMlflow } from '../testing/read-mlflow.ts';
import { serverAddress } from '../testing/servers.ts';
import { testTracker } from '../testing/test-tracker.ts';
import { mlflow, type MlflowOptions } from './mlflow.ts';
import type { RunStart, RunStatus, TrackedRun } from './tracker.ts';

const test = suite('MLflow');

const start: RunStart = { runId: 'run-1', params: { seed: '7' }, tags: { schema: 'flows' } };
const nothing = { figures: {}, tags: {} };
const times = { pause: 5, longest: 20, patience: 200, farewell: 300 };

/** Begins a run, and tells what trouble there was. */
function follow(options: Omit<MlflowOptions, 'experiment' | 'env'> & Partial<MlflowOptions>): {
  run: TrackedRun;
  troubles: string[];
} {
  const troubles: string[] = [];
  const tracker = mlflow({ experiment: 'flows', env: {}, times, ...options });
  return { run: tracker.startRun(start, (trouble) => troubles.push(trouble)), troubles };
}

const contractServer = await fakeMlflow();
test.after(() => contractServer.stop());

testTracker(test, 'fake MLflow', {
  open: (place) => mlflow({ uri: contractServer.uri, experiment: place, env: {} }),
  async read(_place, runId) {
    const { params, tags, metrics, info } = contractServer.runs.find(
      (run) => run.tags.get('rampart.run') === runId,
    )!;
    const points = new Map<string, { step: number; value: number }[]>();
    for (const { key, step, value } of metrics)
      points.set(key, [...(points.get(key) ?? []), { step, value }]);
    const ours = [...tags].filter(([key]) => key !== 'rampart.run');
    return {
      params: Object.fromEntries(params),
      tags: Object.fromEntries(ours.map(([key, value]) => [key.replace('rampart.', ''), value])),
      status: info.status.toLowerCase() as RunStatus,
      points,
    };
  },
  broken: () => mlflow({ uri: 'http://me:s3cr3t-word@127.0.0.1:9', experiment: 'x', env: {}, times }),
  secrets: ['s3cr3t-word'],
});

const real = serverAddress('MLFLOW_TRACKING_URI');
if (real !== undefined) {
  const unique = `rampart-test-${process.pid}-${Date.now().toString(36)}`;
  testTracker(test, 'MLflow', {
    open: (place) => mlflow({ uri: real, experiment: `${unique}-${place}` }),
    read: (place, runId) => readMlflow(real, `${unique}-${place}`, runId),
    broken: () => mlflow({ uri: `${real}/no/such/place`, experiment: unique, times }),
  });

  test('MLflow: names that it would refuse become names that it takes', async () => {
    const params = { 'columns.a b(c)%': '1', '../x//y': 'z'.repeat(7000), '': 'empty' };
    const troubles: string[] = [];
    const odd = { runId: 'odd', params, tags: {} };
    const run = mlflow({ uri: real, experiment: `${unique}-odd` }).startRun(odd, (trouble) =>
      troubles.push(trouble),
    );
    run.log({ '/loss{1}': 0.5 }, 1);
    await run.end('finished', nothing);
    deepEqual(troubles, []);
    const read = await readMlflow(real, `${unique}-odd`, 'odd');
    deepEqual(read.params, { 'columns.a b_c__': '1', '_/x/y': `${'z'.repeat(499)}…`, _: 'empty' });
    deepEqual([...read.points.keys()], ['loss_1_']);
  });
}

test('figures are sent in few calls, while the run goes on', async () => {
  await using server = await fakeMlflow();
  const { run, troubles } = follow({ uri: server.uri });
  for (let step = 1; step <= 3500; step++) run.log({ loss: 1 / step }, step);
  while (server.runs[0]?.metrics.length !== 3500) await wait(5);
  equal(server.requests.filter(({ path }) => path === 'runs/log-batch').length <= 8, true);
  await run.end('finished', nothing);
  deepEqual(troubles, []);
});

test('credentials go with every call: of the address, else user and password, else the token', async () => {
  await using server = await fakeMlflow();
  const sent = async (uri: string, env: Record<string, string>) => {
    server.requests.length = 0;
    await follow({ uri, env }).run.end('finished', nothing);
    const [first, ...others] = new Set(server.requests.map(({ authorization }) => authorization));
    deepEqual(others, []);
    return first;
  };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const user = { MLFLOW_TRACKING_USERNAME: 'u', MLFLOW_TRACKING_PASSWORD: 'p', MLFLOW_TRACKING_TOKEN: 't' };
  equal(await sent(server.uri, {}), undefined);
  equal(await sent(server.uri, { MLFLOW_TRACKING_TOKEN: 't' }), 'Bearer t');
  equal(await sent(server.uri, user), basic('u:p'));
  equal(await sent(server.uri.replace('//', '//me:s%40cret@'), user), basic('me:s@cret'));
});

test('a refusal is told with its cure and without credentials, and nothing more is sent', async () => {
  await using server = await fakeMlflow();
  server.refuse = 401;
  const { run, troubles } = follow({ uri: server.uri.replace('//', '//me:s3cr3t-word@') });
  for (let step = 1; step <= 50; step++) {
    run.log({ loss: 1 }, step);
    await wait(1);
  }
  await run.end('finished', nothing);
  match(troubles[0]!, /^http:\/\/127\.0\.0\.1:\d+ refuses \(401\): check MLFLOW_TRACKING_USERNAME/);
  ok(troubles.every((text) => !text.includes('s3cr3t-word')));
  equal(server.requests.length, 1);
});

test('what is sent while the server is away arrives once it is back', async () => {
  await using server = await fakeMlflow();
  const { run, troubles } = follow({ uri: server.uri });
  run.log({ loss: 4 }, 1);
  while (server.runs[0]?.metrics.length !== 1) await wait(5);
  await server.stop();
  run.log({ loss: 3 }, 2);
  while (troubles.length === 0) await wait(5);
  await server.start();
  run.log({ loss: 2 }, 3);
  await run.end('finished', nothing);
  deepEqual(
    server.runs[0]!.metrics.map(({ value }) => value),
    [4, 3, 2],
  );
  equal(server.runs[0]!.info.status, 'FINISHED');
  match(troubles[0]!, /does not answer \((ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)\)/);
});

test('a run whose creation was answered with an error is not created twice', async () => {
  await using server = await fakeMlflow();
  server.lose = 'runs/create';
  const { run, troubles } = follow({ uri: server.uri });
  await run.end('finished', nothing);
  match(troubles[0]!, /answers 503/);
  equal(server.runs.length, 1);
  equal(server.runs[0]!.info.status, 'FINISHED');
});

test('a server that is down or never answers costs a run no more than the farewell', async () => {
  await using server = await fakeMlflow();
  server.slow = 60_000;
  const down = follow({ uri: 'http://127.0.0.1:9' });
  const hanging = follow({ uri: server.uri });
  for (const { run, troubles } of [down, hanging]) {
    run.log({ loss: 1 }, 1);
    await wait(20);
    await run.end('finished', nothing);
    match(troubles[0]!, /does not answer/);
    match(troubles.at(-1)!, /\d figures and settings did not arrive/);
  }
});

test('another program at the address is no MLflow', async () => {
  await using server = await fakeMlflow();
  server.refuse = 200;
  const { run, troubles } = follow({ uri: server.uri });
  await run.end('finished', nothing);
  match(troubles[0]!, /is no MLflow server/);
});

test.run();
