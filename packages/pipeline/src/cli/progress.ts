import type { ProgressEvent } from '@rampart/core';
import { Presets, SingleBar } from 'cli-progress';
import type { CommandIo } from './command.ts';

/** Shows how a run goes on: a bar on a terminal, one log line a stage elsewhere. */
export interface ProgressDisplay {
  show(event: ProgressEvent): void;
  /** Clears the bar; called before anything else is printed. */
  stop(): void;
}

/** The display that suits standard error. */
export function showProgress(io: CommandIo): ProgressDisplay {
  return io.interactive ? progressBar() : progressLog(io);
}

function progressLog({ logger }: CommandIo): ProgressDisplay {
  return {
    show(event) {
      const line = describeEvent(event);
      if (line !== undefined) logger.info(line);
    },
    stop() {},
  };
}

function progressBar(): ProgressDisplay {
  let bar: SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    show(event) {
      if (event.type === 'stage-start') {
        stop();
        bar = new SingleBar(
          {
            format: '{stage} {bar} {percentage} % | {note}',
            clearOnComplete: true,
            hideCursor: true,
            stream: process.stderr,
          },
          Presets.shades_classic,
        );
        bar.start(1000, 0, { stage: event.stage.padEnd(18), note: '' });
      } else if (event.type === 'stage-progress') {
        const note = event.note ?? '';
        if (Number.isFinite(event.fraction)) bar?.update(Math.round(event.fraction * 1000), { note });
        else bar?.update({ note });
      } else {
        stop();
        const line = describeEvent(event);
        if (line !== undefined) process.stderr.write(`${line}\n`);
      }
    },
    stop,
  };
}

function describeEvent(event: ProgressEvent): string | undefined {
  if (event.type === 'stage-skip') return `${event.stage}: skipped, ${event.reason}`;
  if (event.type === 'stage-end') return `${event.stage}: ${event.seconds.toFixed(1)} s`;
  return undefined;
}
