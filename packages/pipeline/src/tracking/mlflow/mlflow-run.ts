import type { Figures, RunStart, RunStatus, RunSummary } from '../tracker.ts';
import { type MlflowEntry, mlflowEntries, mlflowName } from './mlflow-names.ts';
import { type MlflowServer, MlflowTrouble } from './mlflow-server.ts';

/** Most that one `log-batch` takes. */
const most = { metrics: 1000, params: 100, tags: 100 };

interface Metric {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly step: number;
}

/** What a server is to know of one run, sent piece by piece; a piece that was refused for now is sent again. */
export class MlflowRun {
  readonly #server: MlflowServer;
  readonly #experiment: string;
  readonly #runId: string;
  readonly #started = Date.now();
  readonly #metrics: Metric[] = [];
  readonly #params: MlflowEntry[];
  readonly #tags: MlflowEntry[];
  #ended: { readonly status: string; readonly end_time: number } | undefined;
  /** MLflow's own name of the run. */
  #id: string | undefined;
  /** An attempt to create the run came to nothing, but may have reached the server. */
  #perhapsCreated = false;

  constructor(server: MlflowServer, experiment: string, { runId, params, tags }: RunStart) {
    this.#server = server;
    this.#experiment = experiment;
    this.#runId = runId;
    this.#params = mlflowEntries(params);
    this.#tags = mlflowEntries(ours(tags));
  }

  /** Pieces that have not been taken by the server. */
  get pending(): number {
    return this.#metrics.length + this.#params.length + this.#tags.length + (this.#ended ? 1 : 0);
  }

  add(figures: Figures, step: number): void {
    const timestamp = Date.now();
    for (const [name, value] of Object.entries(figures)) {
      this.#metrics.push({ key: mlflowName(name), value, timestamp, step });
    }
  }

  end(status: RunStatus, { figures, tags }: RunSummary): void {
    this.add(figures, 0);
    this.#tags.push(...mlflowEntries(ours(tags)));
    this.#ended = { status: status.toUpperCase(), end_time: Date.now() };
  }

  /** Sends all that is pending; throws MlflowTrouble at the first piece that is not taken. */
  async deliver(signal: AbortSignal): Promise<void> {
    if (this.pending === 0) return;
    this.#id ??= await this.#create(signal);
    const run_id = this.#id;
    await this.#batches('params', this.#params, signal);
    await this.#batches('metrics', this.#metrics, signal);
    await this.#batches('tags', this.#tags, signal);
    if (this.#ended) {
      await this.#server.post('runs/update', { run_id, ...this.#ended }, signal);
      this.#ended = undefined;
    }
  }

  async #batches(kind: keyof typeof most, pending: unknown[], signal: AbortSignal): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.slice(0, most[kind]);
      await this.#server.post('runs/log-batch', { run_id: this.#id, [kind]: batch }, signal);
      pending.splice(0, batch.length);
    }
  }

  async #create(signal: AbortSignal): Promise<string> {
    const experiment_id = await this.#experimentId(signal);
    const earlier = this.#perhapsCreated ? await this.#find(experiment_id, signal) : undefined;
    if (earlier !== undefined) return earlier;
    this.#perhapsCreated = true;
    const tags = [{ key: 'rampart.run', value: this.#runId }];
    const body = { experiment_id, run_name: this.#runId, start_time: this.#started, tags };
    const answer = await this.#server.post('runs/create', body, signal);
    return (answer as { run: { info: { run_id: string } } }).run.info.run_id;
  }

  async #find(experiment_id: string, signal: AbortSignal): Promise<string | undefined> {
    const filter = `tags.\`rampart.run\` = '${this.#runId}'`;
    const body = { experiment_ids: [experiment_id], filter, max_results: 1 };
    const answer = (await this.#server.post('runs/search', body, signal)) as {
      runs?: { info: { run_id: string } }[];
    };
    return answer.runs?.[0]?.info.run_id;
  }

  async #experimentId(signal: AbortSignal): Promise<string> {
    const query = { experiment_name: this.#experiment };
    const find = async () =>
      (
        (await this.#server.get('experiments/get-by-name', query, signal)) as {
          experiment: { experiment_id: string };
        }
      ).experiment.experiment_id;
    try {
      return await find();
    } catch (error) {
      if (!hasCode(error, 'RESOURCE_DOES_NOT_EXIST')) throw error;
    }
    try {
      const answer = await this.#server.post('experiments/create', { name: this.#experiment }, signal);
      return (answer as { experiment_id: string }).experiment_id;
    } catch (error) {
      // Another run was a moment quicker.
      if (hasCode(error, 'RESOURCE_ALREADY_EXISTS')) return find();
      throw error;
    }
  }
}

/** Tags of the run under names that no other program uses. */
function ours(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([name, text]) => [`rampart.${name}`, text]));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof MlflowTrouble && error.code === code;
}
