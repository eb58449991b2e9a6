import { join } from 'node:path';
import { createAppendFile } from './append-file.ts';
import type { Figures, RunStatus, Texts, Tracker } from './tracker.ts';

/** One line of a run's log; `time` is ISO 8601, UTC. */
export type RunLogLine = { readonly time: string } & (
  | { readonly type: 'start'; readonly runId: string; readonly params: Texts; readonly tags: Texts }
  | { readonly type: 'figures'; readonly step: number; readonly figures: Figures }
  | { readonly type: 'end'; readonly status: RunStatus; readonly figures: Figures; readonly tags: Texts }
);

type Line = RunLogLine extends infer One ? (One extends RunLogLine ? Omit<One, 'time'> : never) : never;

/** Follows runs in files of JSON lines, `<directory>/<run id>/metrics.jsonl`, which need no program to be read. */
export function runLog(directory: string): Tracker {
  return {
    name: 'run log',
    startRun(run, onTrouble) {
      const file = createAppendFile(join(directory, run.runId, 'metrics.jsonl'), onTrouble);
      const write = (line: Line) =>
        file.append(Buffer.from(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`));
      write({ type: 'start', ...run });
      return {
        log: (figures, step) => write({ type: 'figures', step, figures }),
        async end(status, { figures, tags }) {
          write({ type: 'end', status, figures, tags });
          await file.flush();
        },
      };
    },
  };
}
