import { setTimeout as wait } from 'node:timers/promises';
import { MlflowRun } from './mlflow/mlflow-run.ts';
import { mlflowServer, MlflowTrouble } from './mlflow/mlflow-server.ts';
import type { Tracker } from './tracker.ts';

/** Which server, and where on it. */
export interface MlflowOptions {
  readonly uri: string;
  /** Made where the server does not have it. */
  readonly experiment: string;
  /** Where credentials are; default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly times?: Partial<typeof usual>;
}

/** In milliseconds; `pause`: between deliveries, doubled up to `longest` while the server cannot be reached. */
const usual = { pause: 1000, longest: 30_000, patience: 10_000, farewell: 10_000 };

/**
 * Follows runs on an MLflow server. All is sent in the background and kept while the server is away; what has not
 * arrived some seconds after the end of the run is given up.
 */
export function mlflow({ uri, experiment, env = process.env, times }: MlflowOptions): Tracker {
  const { pause, longest, patience, farewell } = { ...usual, ...times };
  return {
    name: 'MLflow',
    startRun(start, onTrouble) {
      const run = new MlflowRun(mlflowServer({ uri, env, patience }), experiment, start);
      const ending = new AbortController();
      const overdue = new AbortController();
      /** A refusal for good: nothing more is sent. */
      let refused = false;

      async function delivered(): Promise<boolean> {
        try {
          await run.deliver(overdue.signal);
          return true;
        } catch (error) {
          refused = !(error instanceof MlflowTrouble && error.passing);
          onTrouble((error as Error).message);
          return false;
        }
      }

      async function deliverNowAndThen(): Promise<void> {
        let rest = 0;
        while (!ending.signal.aborted && !refused) {
          rest = (await delivered()) ? pause : Math.min(longest, Math.max(pause, 2 * rest));
          await wait(rest, undefined, { signal: ending.signal, ref: false }).catch(() => {});
        }
      }

      const background = deliverNowAndThen();
      return {
        log(figures, step) {
          if (!refused) run.add(figures, step);
        },
        async end(status, summary) {
          run.end(status, summary);
          ending.abort();
          const timer = setTimeout(() => overdue.abort(), farewell);
          await background;
          if (!refused) await delivered();
          clearTimeout(timer);
          if (run.pending > 0) onTrouble(`${run.pending} figures and settings did not arrive`);
        },
      };
    },
  };
}
