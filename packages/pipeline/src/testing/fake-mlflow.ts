import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

interface Entry {
  readonly key: string;
  readonly value: string;
}

interface Metric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

interface FakeRun {
  readonly info: { readonly run_id: string; status: string };
  readonly experiment_id: string;
  readonly params: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly metrics: Metric[];
  /** The same metrics as JSON: what is sent again is stored once. */
  readonly known: Set<string>;
}

/** An MLflow server of a test's own with the limits of the real one; behaviour may be changed while it runs. */
export interface FakeMlflow {
  readonly uri: string;
  readonly runs: FakeRun[];
  /** `path` of every request, in order, and its `authorization`. */
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  /** Milliseconds before every answer. */
  slow: number;
  /** Answers this status instead of its own answer. */
  refuse: number | undefined;
  /** The path of which one answer is lost: the request has its effect, and is answered 503. */
  lose: string | undefined;
  /** No server at the address until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts one on a free port. */
export async function fakeMlflow(): Promise<FakeMlflow> {
  const experiments: string[] = [];
  const runs: FakeRun[] = [];
  const requests: FakeMlflow['requests'] = [];
  let port = 0;
  let server: Server | undefined;

  const endpoints: Record<string, (body: Record<string, unknown>) => unknown> = {
    'experiments/get-by-name': ({ experiment_name }) => {
      const at = experiments.indexOf(experiment_name as string);
      if (at < 0) throw refusal(404, 'RESOURCE_DOES_NOT_EXIST');
      return { experiment: { experiment_id: String(at) } };
    },
    'experiments/create': ({ name }) => {
      if (experiments.includes(name as string)) throw refusal(400, 'RESOURCE_ALREADY_EXISTS');
      return { experiment_id: String(experiments.push(name as string) - 1) };
    },
    'runs/create': ({ experiment_id, tags }) => {
      const run: FakeRun = {
        info: { run_id: `id-${runs.length}`, status: 'RUNNING' },
        experiment_id: experiment_id as string,
        params: new Map(),
        tags: new Map((tags as Entry[]).map(({ key, value }) => [key, value])),
        metrics: [],
        known: new Set(),
      };
      runs.push(run);
      return { run: { info: run.info } };
    },
    'runs/search': ({ filter, experiment_ids }) => {
      const [, key, value] = /^tags\.`(.+)` = '(.+)'$/.exec(filter as string)!;
      const here = runs.filter((run) => (experiment_ids as string[]).includes(run.experiment_id));
      const found = here.filter((run) => run.tags.get(key!) === value);
      return found.length === 0 ? {} : { runs: found.map(({ info }) => ({ info })) };
    },
    'runs/log-batch': ({ run_id, params = [], metrics = [], tags = [] }) => {
      const batch = { params, metrics, tags } as { params: Entry[]; metrics: Metric[]; tags: Entry[] };
      const run = runs.find(({ info }) => info.run_id === run_id)!;
      const tooMany = batch.params.length > 100 || batch.metrics.length > 1000 || batch.tags.length > 100;
      const repeated = new Set(batch.params.map(({ key }) => key)).size < batch.params.length;
      const changed = batch.params.some(({ key, value }) => (run.params.get(key) ?? value) !== value);
      if (tooMany || repeated || changed) throw refusal(400, 'INVALID_PARAMETER_VALUE');
      for (const { key, value } of batch.params) run.params.set(key, value);
      for (const { key, value } of batch.tags) run.tags.set(key, value);
      for (const metric of batch.metrics) {
        const said = JSON.stringify(metric);
        if (!run.known.has(said)) run.metrics.push(metric);
        run.known.add(said);
      }
      return {};
    },
    'runs/update': ({ run_id, status }) => {
      const run = runs.find(({ info }) => info.run_id === run_id)!;
      run.info.status = status as string;
      return { run_info: run.info };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://fake');
    const path = url.pathname.replace('/api/2.0/mlflow/', '');
    requests.push({ path, authorization: request.headers.authorization });
    const body =
      request.method === 'POST'
        ? ((await json(request)) as Record<string, unknown>)
        : Object.fromEntries(url.searchParams);
    await wait(fake.slow, undefined, { ref: false });
    const send = (status: number, content: unknown) => {
      if (!response.destroyed) response.writeHead(status).end(JSON.stringify(content));
    };
    try {
      if (fake.refuse !== undefined) {
        response.writeHead(fake.refuse).end('<html>no</html>');
        return;
      }
      const content = endpoints[path]!(body);
      const lost = fake.lose === path;
      if (lost) fake.lose = undefined;
      send(lost ? 503 : 200, content);
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error;
      send(error.status, { error_code: error.code, message: 'refused' });
    }
  }

  const fake: FakeMlflow = {
    get uri() {
      return `http://127.0.0.1:${port}`;
    },
    runs,
    requests,
    slow: 0,
    refuse: undefined,
    lose: undefined,
    async start() {
      server = createServer((request, response) => void answer(request, response));
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      ({ port } = server.address() as AddressInfo);
    },
    async stop() {
      if (!server) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      server = undefined;
      await closed;
    },
    [Symbol.asyncDispose]: () => fake.stop(),
  };
  await fake.start();
  return fake;
}

class FakeRefusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

function refusal(status: number, code: string): FakeRefusal {
  return new FakeRefusal(status, code);
}
