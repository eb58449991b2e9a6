import { join } from 'node:path';
import { createAppendFile } from './append-file.ts';
import { scalarEvent, textEvent, versionEvent } from './tensorboard/event.ts';
import { tfRecord } from './tensorboard/tf-record.ts';
import type { Texts, Tracker } from './tracker.ts';

/** Follows runs in event files that TensorBoard reads, `<directory>/<run id>/events.out.tfevents.…`. */
export function tensorboard(directory: string): Tracker {
  return {
    name: 'TensorBoard',
    startRun({ runId, params, tags }, onTrouble) {
      const seconds = () => Date.now() / 1000;
      // TensorBoard looks for `tfevents` and sorts by name, so by time.
      const name = `events.out.tfevents.${Math.floor(seconds())}.rampart.${process.pid}`;
      const file = createAppendFile(join(directory, runId, name), onTrouble);
      const write = (event: Uint8Array) => file.append(tfRecord(event));
      write(versionEvent(seconds()));
      write(textEvent(seconds(), 'settings', markdownTable(params)));
      write(textEvent(seconds(), 'run', markdownTable(tags)));
      return {
        log: (figures, step) => write(scalarEvent(seconds(), step, figures)),
        async end(status, summary) {
          write(scalarEvent(seconds(), 0, summary.figures));
          write(textEvent(seconds(), 'outcome', markdownTable({ status, ...summary.tags })));
          await file.flush();
        },
      };
    },
  };
}

function markdownTable(texts: Texts): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = Object.entries(texts).map(([name, text]) => `| ${cell(name)} | ${cell(text)} |`);
  return ['| | |', '|---|---|', ...rows].join('\n');
}
