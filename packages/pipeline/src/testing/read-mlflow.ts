import type { RunStatus } from '../tracking/tracker.ts';
import type { ReadRun } from './test-tracker.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
}

/** A run as a real MLflow server has it, asked for by the tag that names it. */
export async function readMlflow(server: string, experiment: string, runId: string): Promise<ReadRun> {
  const base = `${server}/api/2.0/mlflow`;
  const ask = async <T>(path: string, body?: unknown) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return (await (await fetch(`${base}/${path}`, body === undefined ? {} : init)).json()) as T;
  };
  const found = await ask<{ experiment: { experiment_id: string } }>(
    `experiments/get-by-name?experiment_name=${encodeURIComponent(experiment)}`,
  );
  const { runs } = await ask<{
    runs: {
      info: { run_id: string; status: string };
      data: { metrics?: { key: string }[]; params?: Entry[]; tags?: Entry[] };
    }[];
  }>('runs/search', {
    experiment_ids: [found.experiment.experiment_id],
    filter: `tags.\`rampart.run\` = '${runId}'`,
  });
  const [{ info, data }, ...others] = runs as [(typeof runs)[0], ...typeof runs];
  if (others.length > 0) throw new Error(`${runs.length} runs are called ${runId}`);

  const points = new Map<string, { step: number; value: number }[]>();
  for (const { key } of data.metrics ?? []) {
    const all: { step: number; value: number }[] = [];
    let token = '';
    do {
      const query = new URLSearchParams({
        run_id: info.run_id,
        metric_key: key,
        max_results: '1000',
        page_token: token,
      });
      if (token === '') query.delete('page_token');
      const page = await ask<{ metrics: { step: number; value: number }[]; next_page_token?: string }>(
        `metrics/get-history?${String(query)}`,
      );
      all.push(...page.metrics.map(({ step, value }) => ({ step, value })));
      token = page.next_page_token ?? '';
    } while (token !== '');
    points.set(
      key,
      all.toSorted((a, b) => a.step - b.step),
    );
  }
  const tags = (data.tags ?? []).filter(({ key }) => key.startsWith('rampart.') && key !== 'rampart.run');
  return {
    params: Object.fromEntries((data.params ?? []).map(({ key, value }) => [key, value])),
    tags: Object.fromEntries(tags.map(({ key, value }) => [key.replace('rampart.', ''), value])),
    status: info.status.toLowerCase() as RunStatus,
    points,
  };
}
